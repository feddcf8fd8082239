"""Names of parties are alike when somebody would take the one for the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.suppliers import normal_form
from workflows.likeness import ALIKE_FROM, alike, likeness, word_sorted


def compared(one: str, other: str) -> int:
    return likeness(word_sorted(normal_form(one)), word_sorted(normal_form(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jansen Installaties", "Janssen Installaties"),
        ("Jansen", "Janssen"),
        ("Schilderwerken De Weere", "De Weere Schilderwerken B.V."),
        ("Schilderwerken De Weere", "Schilderwerken Weere"),
        ("Van Dijk Dakwerken", "Van Dyk Dakwerken"),
        ("Bouwbedrijf K. Smit", "Bouwbedrijf Smit"),
        ("Konrad Adenauer Stiftung (KAS)", "Konrad Adenaur Stiftung"),
    ],
)
def test_a_name_spelled_or_ordered_otherwise_is_alike(one: str, other: str) -> None:
    assert compared(one, other) >= ALIKE_FROM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stoop & Zonen", "Stoop"),
        ("Stoop en Zn.", "Stoop & Zonen"),
        ("Bakker", "Bakkum"),
        ("Jansen", "Hansen"),
        ("Bos", "Vos"),
        ("ABC Bouw", "ABN Bouw"),
        ("IMD", "NIMD"),
        ("Groen Hoveniers", "Hoveniersbedrijf Groen"),
        ("Schildersbedrijf De Weere", "Schilderwerken De Weere"),
    ],
)
def test_another_name_is_not_alike(one: str, other: str) -> None:
    assert compared(one, other) < ALIKE_FROM


WORDS = st.text(alphabet="abcdehnorstz", min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
SHORT = st.text(alphabet="abcdehnorstz", min_size=1, max_size=4)


@given(NAMES, NAMES)
def test_it_is_the_same_from_either_side(one: str, other: str) -> None:
    assert compared(one, other) == compared(other, one)


@given(NAMES, st.lists(NAMES, max_size=20))
def test_a_name_is_most_like_itself(name: str, others: list[str]) -> None:
    assert compared(name, name) == 100
    names = [word_sorted(each) for each in (*others, name)]
    place, score = alike(word_sorted(name), names, most=1)[0]
    assert (names[place], score) == (word_sorted(name), 100)


@given(st.permutations(["schilderwerken", "de", "weere", "hoorn"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert compared(" ".join(words), "Schilderwerken De Weere Hoorn") == 100


@given(SHORT, SHORT)
def test_short_names_are_alike_only_when_they_are_equal(one: str, other: str) -> None:
    assert (likeness(one, other) >= ALIKE_FROM) is (one == other)


@given(NAMES, st.lists(NAMES, max_size=30))
def test_every_name_is_compared_and_none_below_the_threshold_is_given(
    name: str, others: list[str]
) -> None:
    names = [word_sorted(each) for each in others]
    found = dict(alike(word_sorted(name), names))
    for place, each in enumerate(names):
        score = likeness(word_sorted(name), each)
        assert found.get(place) == (score if score >= ALIKE_FROM else None)


def test_the_most_alike_come_first() -> None:
    names = ["jansens", "janssen", "jansen", "hansen"]
    assert alike("jansen", names) == [(2, 100), (0, 92), (1, 92)]
    assert alike("jansen", names, most=1) == [(2, 100)]
