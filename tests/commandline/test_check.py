"""``register check``: what the rules say of a declaration that is not filed."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import URL

from tests.commandline.conftest import Register
from tests.commandline.test_commands import DATA, values
from tests.register.types.answers import CLEAN
from workflows.rules import RULES, rules_of

pytestmark = pytest.mark.storage

ANTIKRAAK = ("woning", "occupant=kind", "tenure=antikraak", "owner=intermaris")


def outcomes(register: Register, *arguments: object) -> dict[str, tuple[str, str]]:
    """Run a check and give the severity and the outcome by rule."""
    result = register("check", "--json", *arguments)
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    assert all(set(row) == {"rule", "severity", "outcome"} for row in rows)
    return {row["rule"]: (row["severity"], row["outcome"]) for row in rows}


def departing(register: Register, *arguments: object) -> set[str]:
    """Give the rules from which it departs."""
    found = outcomes(register, *arguments)
    return {rule for rule, (_, outcome) in found.items() if outcome == "departs"}


def filled_in(slug: str, **answers: str) -> tuple[str, ...]:
    """Give the arguments for a clean form with some answers changed; empty ones are left out."""
    typed = {**CLEAN[slug], **answers}
    return (slug, *(f"{name}={text}" for name, text in typed.items() if text))


def test_antikraak_for_a_child_is_a_hard_exclusion(register: Register) -> None:
    found = outcomes(register, *ANTIKRAAK)
    assert found["WO-1"] == ("exclusion", "departs")
    assert list(found) == [rule.id for rule in rules_of("woning", date.max)]


def test_for_people_it_says_what_departs_why_and_what_is_asked(register: Register) -> None:
    told = register("check", *ANTIKRAAK).stdout
    assert "WO-1 wijkt af · Harde uitsluiting" in told
    assert "antikraakwoning van Intermaris voor je kind" in told
    assert RULES["WO-1"].asks in told
    assert "N.v.t.: AL-1, " in told
    clean = register("check", "--on", "2026-03-10", *filled_in("nevenfunctie")).stdout
    assert "Er wijkt niets af." in clean
    assert "Voldoet: AL-1, NF-1, NF-2" in clean


@pytest.mark.parametrize("slug", CLEAN)
def test_nothing_departs_from_a_clean_form(register: Register, slug: str) -> None:
    assert departing(register, "--on", "2026-03-10", *filled_in(slug)) == set()


def test_a_field_that_is_not_given_is_unknown_and_its_rules_say_nothing(
    register: Register,
) -> None:
    for slug in CLEAN:
        assert {outcome for _, outcome in outcomes(register, slug).values()} == {"not_applicable"}


@pytest.mark.parametrize(
    ("slug", "left_out", "rule"),
    [
        ("opdracht-verwante", "market_conformity", "OV-2"),
        ("woning", "registration_number", "WO-9"),
        ("uitnodiging", "reputation_contribution", "UI-7"),
    ],
)
def test_a_field_that_may_stay_empty_and_is_not_given_is_empty(
    register: Register, slug: str, left_out: str, rule: str
) -> None:
    form = filled_in(slug, **{left_out: ""})
    assert departing(register, "--on", "2026-03-10", *form) == {rule}


def test_the_day_is_that_of_first_submission(register: Register) -> None:
    for on, departs in {"09-03-2026": False, "2026-03-10": False, "11-03-2026": True}.items():
        found = departing(register, "nevenfunctie", "starts_on=10-03-2026", "--on", on)
        assert found == ({"AL-1"} if departs else set()), on


def test_without_a_day_it_is_today(register: Register) -> None:
    long_ago = date.today() - timedelta(days=3)  # noqa: DTZ011 — three days is far from midnight
    assert departing(register, "nevenfunctie", f"starts_on={long_ago}") == {"AL-1"}


def test_the_severity_is_that_of_the_case(register: Register) -> None:
    for category, severity in {"b": "explain", "c": "prohibition"}.items():
        found = outcomes(register, "uitnodiging", f"category={category}")
        assert found["UI-1"] == (severity, "departs")


def test_a_supplier_is_what_the_list_says_and_a_named_one_is_recognised(
    register: Register, database: URL
) -> None:
    register("import", "suppliers", DATA / "leveranciers.csv")
    (number,) = values(
        database,
        "SELECT creditor_number FROM supplier WHERE tender_running AND category = 'c' "
        "ORDER BY id LIMIT 1",
    )
    (name,) = values(database, f"SELECT name FROM supplier WHERE creditor_number = '{number}'")
    stated = ("category=a", "signed_contract=ja", "tender_running=nee")
    for party in (f"supplier={number}", f"party_name={name.upper()}"):
        found = departing(register, "uitnodiging", party, *stated)
        assert found >= {"UI-1", "UI-3"}, party
    assert departing(register, "nevenfunctie", f"organisation={name}", "relation=geen") == {"NF-1"}


def test_who_declares_is_known_by_staff_number(register: Register, database: URL) -> None:
    register("import", "people", DATA / "medewerkers.csv")
    for key_function in (True, False):
        (number,) = values(
            database,
            f"SELECT staff_number FROM person WHERE key_function = {key_function} LIMIT 1",
        )
        found = outcomes(register, "woning", "--declarant", number)
        assert found["AL-3"] == ("notice", "departs" if key_function else "complies")


def test_it_judges_with_the_limits_in_force(register: Register, database: URL) -> None:
    hours = ("nevenfunctie", "hours_per_week=16")
    assert departing(register, *hours) == set()
    register("import", "people", DATA / "medewerkers.csv")
    values(
        database,
        "INSERT INTO policy_change (name, value, reason, changed_at, changed_by, changed_by_name) "
        "SELECT 'side_hours_notice', '15,5', 'Afgesproken.', now(), id, last_name FROM person "
        "LIMIT 1 RETURNING id",
    )
    assert departing(register, *hours) == {"NF-5"}


def test_nothing_is_filed(register: Register, database: URL) -> None:
    register("check", *filled_in("nevenfunctie"))
    assert values(database, "SELECT count(*) FROM declaration") == [0]
    assert values(database, "SELECT count(*) FROM event") == [0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("woningen",), "'woningen' is geen soort verklaring. Kies een van deze: nevenfunctie"),
        (("woning", "bewoner=kind"), "'woning' heeft geen veld 'bewoner'. De velden zijn: occ"),
        (("woning", "kind"), "'kind' is geen antwoord. Schrijf VELD=WAARDE"),
        (("woning", "owner=ander", "owner=ander"), "'owner' staat er twee keer."),
        (("woning", "--on", "gisteren"), "Vul een datum in als dag-maand-jaar"),
        ((), "SLUG"),
    ],
)
def test_a_wrong_question_is_a_fault_of_usage(
    register: Register, arguments: tuple[str, ...], sentence: str
) -> None:
    result = register("check", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("woning", "occupant=hond"), "occupant: Kies een van deze: Zelf, Kind, Partner"),
        (("woning", "moves_in_on=31-02-2026"), "moves_in_on: Deze datum bestaat niet."),
        (("uitnodiging", "supplier=zzz"), "supplier: Er is geen leverancier met crediteurnummer"),
        (
            ("nevenfunctie", "starts_on=02-01-2026", "ends_on=01-01-2026"),
            "ends_on: Einddatum ligt vóór begindatum",
        ),
        (("woning", "--declarant", "999"), "Er is geen medewerker met personeelsnummer '999'."),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_its_name(
    register: Register, arguments: tuple[str, ...], sentence: str
) -> None:
    result = register("check", *arguments)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""
