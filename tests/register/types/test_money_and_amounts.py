from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.types.amounts import Amount, Money
from register.types.kinds import Unreadable


@pytest.mark.parametrize(
    ("typed", "euro"),
    [
        ("1.234,50", "1234.50"),
        ("1234,5", "1234.50"),
        ("1234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1.234", "1234.00"),
        ("1.234.567,89", "1234567.89"),
        ("€ 12", "12.00"),
        ("€12,50", "12.50"),
        ("€\u00a01.234,50", "1234.50"),
        ("EUR 12", "12.00"),
        ("eur 12,5", "12.50"),
        ("12,-", "12.00"),
        ("12,--", "12.00"),
        ("€ 1.234,-", "1234.00"),
        ("1 234,50", "1234.50"),
        ("0", "0.00"),
        ("0,01", "0.01"),
        ("007", "7.00"),
        ("999999999,99", "999999999.99"),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, euro: str) -> None:
    amount = Money().read(typed)
    assert amount == Decimal(euro)
    assert amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "typed",
    [
        "-5",
        "€ -5",
        "−5",
        "1,234.50",
        "1,234",
        "1.23.456",
        "1.234.50",
        "12,345",
        "12.3456",
        ",50",
        "12,",
        "12.",
        "€",
        "gratis",
        "1e3",
        "NaN",
        "Infinity",
        "12 €",
        "€€ 12 €",
        "12\x00",
        "💶",
        "１２",
        "१२",
        "1２",
        "½",
        "²",
        "0x10",
        "1_000",
    ],
)
def test_money_that_could_mean_something_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"zoals 1\.234,50"):
        Money().read(typed)


@pytest.mark.parametrize(
    "typed", ["1000000000", "1.000.000.000", "1.000.000.000,00", "9" * 30, "9" * 5_000]
)
def test_a_billion_or_more_is_too_much(typed: str) -> None:
    with pytest.raises(Unreadable, match="te hoog"):
        Money().read(typed)


def test_money_is_shown_in_dutch_with_a_euro_sign() -> None:
    assert Money().shown(Decimal("1234567.5")) == "€\u00a01.234.567,50"


@given(st.decimals(0, Decimal("999999999.99"), places=2))
def test_money_reads_what_it_writes(euro: Decimal) -> None:
    assert Money().read(Money().typed(euro)) == euro
    assert Money().read(Money().shown(euro)) == euro


HOURS = Amount(0, 60, decimals=2, unit="uur")
QUOTES = Amount(0, 50)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("0", "0"), ("60", "60"), ("3,5", "3.5"), ("3.5", "3.5"), ("3,25", "3.25"), ("007", "7")],
)
def test_hours_are_read_with_a_comma_or_a_point(typed: str, hours: str) -> None:
    assert HOURS.read(typed) == Decimal(hours)


@pytest.mark.parametrize("typed", ["60,01", "61", "999999"])
def test_more_hours_than_the_bound_are_refused_naming_the_bounds(typed: str) -> None:
    with pytest.raises(Unreadable, match="van 0 tot en met 60"):
        HOURS.read(typed)


@pytest.mark.parametrize(
    "typed",
    ["-1", "3,555", "1.000", "drie", "3 uur", "1e1", "٣", "３", "+3", "3,", ",5", "1" * 400],
)
def test_hours_that_are_no_number_are_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="Vul een getal in"):
        HOURS.read(typed)


def test_a_count_is_whole() -> None:
    assert QUOTES.read("50") == 50
    for typed in ("51", "2,5", "2.0", "-1"):
        with pytest.raises(Unreadable):
            QUOTES.read(typed)


def test_hours_are_shown_without_needless_decimals() -> None:
    assert HOURS.shown(Decimal("3.50")) == "3,5 uur"
    assert HOURS.shown(Decimal("36.00")) == "36 uur"
    assert QUOTES.shown(3) == "3"


@given(st.data(), st.integers(0, 2), st.integers(1, 999_999))
def test_an_amount_reads_what_it_writes(data: st.DataObject, decimals: int, highest: int) -> None:
    kind = Amount(0, highest, decimals=decimals)
    value = data.draw(
        st.decimals(0, highest, places=decimals) if decimals else st.integers(0, highest)
    )
    assert kind.read(kind.typed(value)) == value
