"""Forms as they are read: what is asked, what is required, and in what order."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.types import TYPES
from register.types.home import Tenure
from register.types.kinds import Unreadable
from register.types.reading import read
from tests.register.types.answers import COMPLETE, KNOWN, SUPPLIER, form_of, without

SLUGS = list(TYPES)

HIDDEN = [
    ("opdracht-verwante", {"phase": "offerte"}, {"awarded_on": "01-03-2026"}),
    ("opdracht-verwante", {"alternative_available": "nee"}, {"alternative_reason": "Te duur"}),
    ("opdracht-verwante", {"supplier": "C-1001"}, {"party_name": "X", "kvk_number": "12345678"}),
    ("prive-leverancier", {"supplier": "C-1001"}, {"party_name": "X", "kvk_number": "12345678"}),
    ("prive-leverancier", {"business_contact": "nee"}, {"business_contact_role": "bestelt"}),
    ("woning", {"channel": "gapph"}, {"registration_number": "WM-1"}),
    ("woning", {"tenure": "koop"}, {"allocation_ground": "loting"}),
    ("woning", {"tenure": "huur"}, {"independent_valuation": "ja"}),
    ("woning", {"already_tenant": "nee"}, {"change_requested": "onderhoud"}),
    (
        "uitnodiging",
        {"supplier": "C-1001"},
        {"party_name": "X", "category": "a", "signed_contract": "ja", "tender_running": "ja"},
    ),
    (
        "uitnodiging",
        {"kind": "diner"},
        {"reputation_contribution": "Ja", "aligned_with_communications": "ja"},
    ),
]


@pytest.mark.parametrize(("slug", "governing", "sent"), HIDDEN)
@pytest.mark.parametrize("text", ["as it was", "???"])
def test_a_field_that_is_not_asked_is_kept_empty_whatever_was_sent(
    slug: str, governing: dict[str, str], sent: dict[str, str], text: str
) -> None:
    answers = sent if text == "as it was" else dict.fromkeys(sent, text)
    reading = read(TYPES[slug], {**COMPLETE[slug], **answers, **governing}, KNOWN)
    assert reading.errors == {}
    assert {name: reading.values[name] for name in sent} == dict.fromkeys(sent)
    assert not reading.shown & set(sent)


ASKED = [
    ("opdracht-verwante", {"phase": phase}, {"awarded_on"}, False)
    for phase in ("gegund", "lopend", "afgerond")
] + [
    ("opdracht-verwante", {"alternative_available": "ja"}, {"alternative_reason"}, False),
    ("opdracht-verwante", {"supplier": "onbekend"}, {"party_name"}, True),
    ("prive-leverancier", {"supplier": "onbekend"}, {"party_name"}, True),
    ("prive-leverancier", {"supplier": "onbekend"}, {"kvk_number"}, False),
    ("prive-leverancier", {"business_contact": "ja"}, {"business_contact_role"}, False),
    ("woning", {"channel": "woonmatch"}, {"registration_number"}, False),
    ("woning", {"tenure": "antikraak"}, {"allocation_ground"}, False),
    ("woning", {"tenure": "koop"}, {"independent_valuation"}, False),
    ("woning", {"already_tenant": "ja"}, {"change_requested"}, False),
    (
        "uitnodiging",
        {"supplier": "onbekend"},
        {"party_name", "category", "signed_contract", "tender_running"},
        True,
    ),
    (
        "uitnodiging",
        {"kind": "viering"},
        {"reputation_contribution", "aligned_with_communications"},
        False,
    ),
]


@pytest.mark.parametrize(("slug", "governing", "fields", "required"), ASKED)
def test_a_field_whose_condition_holds_is_asked(
    slug: str, governing: dict[str, str], fields: set[str], *, required: bool
) -> None:
    reading = read(TYPES[slug], without(slug, *fields, **governing), KNOWN)
    assert fields <= reading.shown
    assert set(reading.errors) == (fields if required else set())


@pytest.mark.parametrize("slug", SLUGS)
def test_complete_answers_have_no_errors(slug: str) -> None:
    assert read(TYPES[slug], COMPLETE[slug], {}).errors == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_form_names_every_required_field_in_the_order_of_the_form(slug: str) -> None:
    kind = TYPES[slug]
    reading = read(kind, {}, {})
    required = [f for f in kind.fields if not f.optional and f.when is None]
    assert reading.errors == {field.name: field.missing for field in required}
    assert list(reading.errors) == [field.name for field in required]
    assert set(reading.values.values()) == {None}


@pytest.mark.parametrize("slug", SLUGS)
def test_spaces_are_no_answer(slug: str) -> None:
    kind = TYPES[slug]
    blank = {field.name: " \t\u00a0\r\n" for field in kind.fields}
    assert read(kind, blank, {}) == read(kind, {}, {})


def test_fields_that_the_type_does_not_have_are_ignored() -> None:
    kind = TYPES["nevenfunctie"]
    sent = {**COMPLETE["nevenfunctie"], "status": "goedgekeurd", "declarant_id": "1"}
    assert read(kind, sent, {}) == read(kind, COMPLETE["nevenfunctie"], {})


def test_an_end_before_the_beginning_is_refused_and_names_the_beginning() -> None:
    reading = read(TYPES["nevenfunctie"], without("nevenfunctie", ends_on="31-03-2026"), {})
    assert reading.errors == {
        "ends_on": "Einddatum ligt vóór begindatum (01-04-2026). Pas een van de twee aan."
    }


def test_what_ends_on_the_day_on_which_it_began_is_in_order() -> None:
    answers = without("nevenfunctie", ends_on="1-4-2026")
    assert read(TYPES["nevenfunctie"], answers, {}).errors == {}


def test_an_unreadable_beginning_is_told_once() -> None:
    answers = without("nevenfunctie", starts_on="straks", ends_on="1-4-2000")
    assert list(read(TYPES["nevenfunctie"], answers, {}).errors) == ["starts_on"]


@pytest.mark.parametrize("typed", ["C-9999", "De Kwast", "7", "'); DROP TABLE supplier;--"])
def test_a_supplier_outside_the_list_is_refused_and_asks_nothing_more(typed: str) -> None:
    kind = TYPES["prive-leverancier"]
    reading = read(kind, without(kind.slug, supplier=typed), KNOWN)
    assert reading.errors == {"supplier": kind.field("supplier").missing}
    assert "party_name" not in reading.shown


def test_a_chosen_supplier_is_read_as_what_the_list_says_of_it() -> None:
    reading = read(TYPES["uitnodiging"], without("uitnodiging", supplier=" C-1001 "), KNOWN)
    assert reading.values["supplier"] is SUPPLIER
    party = TYPES["uitnodiging"].counterparty(reading.values)
    assert party is not None
    assert (party.name, party.supplier) == (SUPPLIER.name, SUPPLIER)


def test_values_have_the_types_of_their_columns() -> None:
    values = read(TYPES["woning"], COMPLETE["woning"], {}).values
    assert values["price"] == Decimal("734.12")
    assert values["moves_in_on"] == date(2026, 5, 1)
    assert values["tenure"] is Tenure.HUUR
    assert values["already_tenant"] is True
    assert values["postcode"] == "1624 NP"


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_sent_each_field_is_hidden_empty_wrong_or_of_its_kind(
    slug: str, data: st.DataObject
) -> None:
    kind = TYPES[slug]
    typed = data.draw(form_of(slug))
    reading = read(kind, typed, KNOWN)
    assert list(reading.values) == [field.name for field in kind.fields]
    for field in kind.fields:
        value = reading.values[field.name]
        if field.name not in reading.shown:
            assert value is None
            assert field.name not in reading.errors
        elif field.name in reading.errors:
            assert reading.errors[field.name].endswith(".")
        elif value is None:
            assert field.optional or typed[field.name].strip() == "onbekend"
        elif field.kind.widget != "supplier":
            try:
                assert field.kind.read(typed[field.name].strip()) == value
            except Unreadable:
                pytest.fail(f"{field.name} was accepted but cannot be read")
