"""The panel beside a form: what departs, what it means for the route, and what is never told."""

from datetime import date

from register.people import Office
from register.types import TYPES
from register.types.reading import read
from tests.register.types.answers import COMPLETE
from web.assessment_panel import Panel, panel_of
from workflows.assessment import Assessment
from workflows.explanations import read_explanations
from workflows.facts import DeclarantFacts, Facts
from workflows.judging import judge
from workflows.policy import Policy
from workflows.routes import RouteFacts, demands_of_judgements, route

TODAY = date(2026, 3, 10)
MANAGER, SECRETARY, DIRECTOR, VOICE = 2, 3, 4, 5
HOLDERS = {
    Office.BESTUURSSECRETARIS: [SECRETARY],
    Office.DIRECTIE: [DIRECTOR],
    Office.COMMUNICATIE: [VOICE],
}


def assessed(
    slug: str,
    typed: dict[str, str] | None = None,
    *,
    key_function: bool = False,
    colleague: bool = False,
    **answers: str,
) -> Assessment:
    """Hold complete answers, some of them changed, or just what was typed, against the code."""
    kind = TYPES[slug]
    given = {**COMPLETE[slug], **answers} if typed is None else typed
    reading = read(kind, given, {})
    known = Facts(
        type=slug,
        judged_on=TODAY,
        first_submitted_on=TODAY,
        has_party=slug != "woning",
        declarant=DeclarantFacts(1, key_function),
        colleague_has_same_party=colleague,
    )
    judgements = judge(reading.values, known)
    explanations, unexplained = read_explanations(judgements, given)
    return Assessment(
        kind=kind,
        reading=reading,
        policy=Policy(),
        facts=known,
        judgements=judgements,
        explanations=explanations,
        errors={**reading.errors, **unexplained},
        route=route(
            RouteFacts(1, frozenset(), MANAGER, manager_in_service=True, holders=HOLDERS),
            demands_of_judgements(judgements),
        ),
        manager_name="Lies Leiding",
    )


def panel(
    slug: str,
    typed: dict[str, str] | None = None,
    *,
    key_function: bool = False,
    colleague: bool = False,
    **answers: str,
) -> Panel:
    """Give the panel for complete answers, some of them changed, or for just what was typed."""
    return panel_of(
        assessed(slug, typed, key_function=key_function, colleague=colleague, **answers)
    )


def departing(shown: Panel) -> list[str]:
    return [each.rule.id for each in shown.departures]


def test_an_empty_form_says_what_cannot_be_said_yet() -> None:
    shown = panel("nevenfunctie", {})
    assert shown.departures == []
    assert {rule.id for rule in shown.unknown} >= {"AL-1", "NF-1", "NF-2", "NF-3", "NF-4"}
    assert shown.summary == f"{len(shown.fine)} in orde, {len(shown.unknown)} nog niet te zeggen."


def test_what_departs_stands_heaviest_first_and_what_is_fine_is_counted() -> None:
    shown = panel("nevenfunctie", during_working_hours="ja", works_for_residents="ja")
    assert departing(shown) == ["NF-4", "NF-2"]
    assert shown.summary == f"2 regels vragen uitleg, {len(shown.fine)} in orde."
    assert [each.sentence for each in shown.departures] == [
        "Je werkt in deze nevenfunctie voor bewoners van Intermaris.",
        "Je doet dit werk (deels) in werktijd.",
    ]


def test_one_rule_and_one_notice_are_told_in_the_singular() -> None:
    shown = panel("nevenfunctie", during_working_hours="ja", nature="onderneming")
    assert shown.summary.startswith("1 regel vraagt uitleg, 1 aandachtspunt, ")


def test_a_departure_that_has_to_be_explained_leads_to_its_field_and_a_notice_does_not() -> None:
    shown = panel("nevenfunctie", during_working_hours="ja", nature="onderneming")
    fields = {each.rule.id: each.explained_in for each in shown.departures}
    assert fields == {"NF-2": "uitleg-NF-2", "NF-6": None}


def test_where_nothing_departs_the_manager_decides_alone_within_the_norm() -> None:
    shown = panel("nevenfunctie")
    assert shown.steps == ["Lies Leiding beslist"]
    assert shown.consequences == []
    assert (shown.decision_days, shown.due_on) == (14, date(2026, 3, 24))


def test_where_something_is_explained_the_secretary_looks_along() -> None:
    shown = panel("nevenfunctie", during_working_hours="ja")
    assert shown.steps == ["Lies Leiding beslist", "Bestuurssecretaris kijkt mee"]
    assert shown.consequences == ["Ook de bestuurssecretaris kijkt mee."]


def test_where_the_code_forbids_it_directie_decides() -> None:
    shown = panel("nevenfunctie", works_for_residents="ja")
    assert shown.steps[-1] == "Directie beslist"
    assert shown.consequences == ["De code staat dit niet toe. Daarom beslist de directie."]


def test_a_celebration_that_was_not_aligned_goes_past_communications_first() -> None:
    shown = panel("uitnodiging", partner_invited="nee")
    assert shown.steps == [
        "Team communicatie adviseert",
        "Lies Leiding beslist",
        "Bestuurssecretaris kijkt mee",
    ]


def test_antikraak_for_a_child_is_told_apart_from_everything_else() -> None:
    shown = panel("woning", {"occupant": "kind", "tenure": "antikraak", "owner": "intermaris"})
    assert [each.rule.id for each in shown.excluded] == ["WO-1"]
    assert "WO-1" not in departing(shown)
    assert shown.summary.startswith("Dit kan niet, ")
    assert shown.warned_after == "De woning"
    assert shown.consequences[0].startswith("Afwijzen is het enige besluit.")


def test_a_type_without_an_exclusion_has_no_place_to_warn() -> None:
    assert panel("nevenfunctie").warned_after is None


def test_the_home_of_another_owner_need_not_be_declared() -> None:
    assert panel("woning", owner="andere-corporatie").voluntary
    assert panel("woning", owner="ander").voluntary
    assert not panel("woning").voluntary
    assert not panel("woning", {}).voluntary
    assert not panel("nevenfunctie").voluntary


def test_what_a_rule_tells_of_a_colleague_is_never_in_the_panel() -> None:
    """Who fills in parties one by one does not find out what colleagues declared."""
    alone, together = panel("nevenfunctie"), panel("nevenfunctie", colleague=True)
    assert alone == together
    every = [each.rule for each in (*together.departures, *together.excluded)]
    every += [*together.fine, *together.unknown, *(rule for rule, _ in together.elsewhere)]
    assert "AL-4" not in {rule.id for rule in every}


def test_a_key_function_is_a_notice_that_brings_the_secretary() -> None:
    shown = panel("nevenfunctie", key_function=True)
    assert departing(shown) == ["AL-3"]
    assert shown.consequences == ["Ook de bestuurssecretaris kijkt mee."]


def test_what_is_announced_changes_only_with_the_outcome() -> None:
    begun = panel("nevenfunctie", {"organisation": "Speeltuin", "during_working_hours": "ja"})
    further = panel(
        "nevenfunctie",
        {"organisation": "Speeltuin", "during_working_hours": "ja", "uses_company_assets": "nee"},
    )
    assert begun.summary != further.summary
    assert begun.announcement == further.announcement
    assert begun.announcement == (
        "1 regel vraagt uitleg: NF-2. Lies Leiding beslist, Bestuurssecretaris kijkt mee."
    )
    departs = panel("nevenfunctie", {"organisation": "Speeltuin", "uses_company_assets": "ja"})
    assert departs.announcement != further.announcement
    assert panel("nevenfunctie").announcement == "Er wijkt niets af. Lies Leiding beslist."
