import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.types import TYPES
from register.types.codes import KvkNumber, Postcode
from register.types.kinds import Choice, Choices, Unreadable, YesNo, YesNoUnknown
from register.types.supplier_invitation import EventKind
from tests.register.types.answers import every_kind

LISTS = [kind.choices for kind in every_kind() if isinstance(kind, Choice)]


@pytest.mark.parametrize("typed", ["1624 NP", "1624NP", "1624np", "1624  np", "1624-NP"])
def test_a_postcode_is_kept_with_one_space_and_capitals(typed: str) -> None:
    assert Postcode().read(typed) == "1624 NP"


@pytest.mark.parametrize(
    "typed",
    ["0624 NP", "162 NP", "1624 N", "1624 NPX", "NP 1624", "1624 12", "１６２４ NP", "🏠", "."],
)
def test_what_is_no_dutch_postcode_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="1624 NP"):
        Postcode().read(typed)


@pytest.mark.parametrize("typed", ["12345678", "1234 5678", "12.34.56.78", "1234-5678"])
def test_a_kvk_number_is_read_without_its_spaces_and_points(typed: str) -> None:
    assert KvkNumber().read(typed) == "12345678"


def test_a_kvk_number_keeps_its_leading_zeros() -> None:
    assert KvkNumber().read("00123456") == "00123456"


@pytest.mark.parametrize(
    "typed", ["1234567", "123456789", "KVK12345678", "1234567a", "１２３４５６７８"]
)
def test_a_kvk_number_has_eight_digits(typed: str) -> None:
    with pytest.raises(Unreadable, match="8 cijfers"):
        KvkNumber().read(typed)


@pytest.mark.parametrize(
    "typed", ["sport-cultuur", "Sport of cultuur", "SPORT OF CULTUUR", "sport  of   cultuur"]
)
def test_a_choice_is_read_by_slug_and_by_label_whatever_its_case(typed: str) -> None:
    assert Choice(EventKind).read(typed) is EventKind.SPORT_CULTUUR


def test_an_unknown_choice_is_told_what_there_is_to_choose() -> None:
    with pytest.raises(Unreadable, match="Ja, Nee, Onbekend"):
        Choice(YesNoUnknown).read("misschien")


@pytest.mark.parametrize("choices", LISTS, ids=lambda choices: choices.__qualname__)
def test_no_two_choices_of_a_list_can_be_mistaken(choices: type[Choices]) -> None:
    words = [choice.value for choice in choices]
    words += [c.label.casefold() for c in choices if c.label.casefold() != c.value]
    assert len(words) == len(set(words))


@given(st.sampled_from(LISTS).flatmap(lambda choices: st.sampled_from(list(choices))))
def test_every_choice_is_found_by_its_slug_and_its_label(choice: Choices) -> None:
    kind = Choice(type(choice))
    assert kind.read(kind.typed(choice)) is choice
    assert kind.read(kind.shown(choice)) is choice
    assert kind.read(kind.shown(choice).upper()) is choice


@pytest.mark.parametrize(("typed", "value"), [("ja", True), ("JA", True), ("Nee", False)])
def test_yes_and_no_are_read_in_dutch(typed: str, value: bool) -> None:
    assert YesNo().read(typed) is value


@pytest.mark.parametrize("typed", ["yes", "true", "1", "on", "j", "onbekend", "ja nee"])
def test_anything_else_is_neither_yes_nor_no(typed: str) -> None:
    with pytest.raises(Unreadable, match="Kies ja of nee"):
        YesNo().read(typed)


def test_every_slug_and_choice_fits_its_column() -> None:
    assert all(len(slug) <= 40 for slug in TYPES)
    assert all(len(choice.value) <= 40 for choices in LISTS for choice in choices)
