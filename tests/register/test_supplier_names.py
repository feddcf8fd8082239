"""Names of parties are compared in a form without capitals, accents and legal forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.suppliers import normal_form


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Schildersbedrijf De Kwast B.V.", "schildersbedrijf de kwast"),
        ("SCHILDERSBEDRIJF DE KWAST BV", "schildersbedrijf de kwast"),
        ("Schildersbedrijf  de Kwast b.v", "schildersbedrijf de kwast"),
        ("De Kwast, Schildersbedrijf", "de kwast schildersbedrijf"),
        ("Stichting Hoorns Jeugdtheater", "hoorns jeugdtheater"),
        ("Janssen & Zonen V.O.F.", "janssen en zonen"),
        ("Janssen en Zonen", "janssen en zonen"),
        ("Café Zoë Holding N.V.", "cafe zoe"),
        ("Cafe\u0301 Zoe\u0308", "cafe zoe"),
        ("A.B.C. Dakwerken", "abc dakwerken"),
        ("ABC Dakwerken", "abc dakwerken"),
        ("Straßenbau GmbH", "strassenbau"),
        ("Acme™ B.V.", "acmetm"),
        ("ＡＣＭＥ", "acme"),
        ("24/7 Service", "24 7 service"),
        ("Van_der_Berg", "van der berg"),
        ("Stichting", "stichting"),
        ("Holding B.V.", "holding bv"),
        ("🥐 Bakkerij", "bakkerij"),
        ("🥐", ""),
        ("", ""),
        ("株式会社", "株式会社"),
    ],
)
def test_a_name_is_compared_without_what_tells_nothing(name: str, normal: str) -> None:
    assert normal_form(name) == normal


@given(st.text(max_size=60))
def test_the_normal_form_of_a_normal_form_is_itself(name: str) -> None:
    assert normal_form(normal_form(name)) == normal_form(name)


DUTCH = st.text("ABCDEËeé.&-' bvnoBVN", min_size=1, max_size=30)


@given(DUTCH)
def test_capitals_accents_and_composition_make_no_difference(name: str) -> None:
    normal = normal_form(name)
    assert normal_form(name.upper()) == normal
    assert normal_form(name.lower()) == normal
    assert normal_form(unicodedata.normalize("NFD", name)) == normal
    assert normal_form(f"  {name}\t") == normal


@given(st.text(max_size=60))
def test_a_normal_form_holds_words_with_one_space_between(name: str) -> None:
    normal = normal_form(name)
    assert normal == " ".join(normal.split())
    assert all(sign.isalnum() or sign == " " for sign in normal)
    assert normal == normal.casefold()
