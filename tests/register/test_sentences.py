"""Everything that can happen is told in a Dutch sentence, with all that the sentence names."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from register.audit import Happening, sentence
from register.settings import HOUSE

ROOMS = ("register", "workflows", "reports", "web", "commandline", "demo")


def names_in(happening: Happening) -> set[str]:
    """Give the data that a sentence tells."""
    return {name for _, name, _, _ in Formatter().parse(happening.sentence) if name}


def calls() -> Iterator[tuple[str, ast.Call, set[Happening]]]:
    """Give every place in the code that adds an event, and what it may say has happened."""
    for room in ROOMS:
        for path in sorted(Path(HOUSE / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and _called(node.func) == "record":
                    meant = _named(*node.args) or _named(tree) or _named_beside(path)
                    yield f"{path.relative_to(HOUSE)}:{node.lineno}", node, meant


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _named(*trees: ast.AST) -> set[Happening]:
    return {
        Happening[node.attr]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _called(node.value) == "Happening"
    }


def _named_beside(path: Path) -> set[Happening]:
    return _named(
        *(ast.parse(each.read_text(encoding="utf-8")) for each in path.parent.glob("*.py"))
    )


@pytest.mark.parametrize("happening", list(Happening))
def test_a_happening_has_a_sentence_that_ends(happening: Happening) -> None:
    assert happening.sentence.endswith((".", "{why}"))
    kind, _, what = happening.partition(".")
    assert kind in {"declaration", "step", "decision", "signal", "request", "office"}
    assert what


def test_every_event_is_recorded_with_all_that_its_sentence_names() -> None:
    lacking = {}
    for place, call, meant in calls():
        given = {keyword.arg for keyword in call.keywords}
        if None in given:
            continue  # Data of a mapping: the tests of that room see the sentence itself.
        for happening in meant:
            missing = names_in(happening) - given - {"who"}
            if missing:
                lacking[place] = (happening.value, missing)
    assert lacking == {}
    assert len(list(calls())) >= 8


def test_a_sentence_reads_as_people_speak() -> None:
    data = {"who": "Mees Medewerker", "ends_on": "2026-03-01"}
    assert sentence("declaration.ended", data) == (
        "Mees Medewerker heeft de verklaring beëindigd per 01-03-2026."
    )


def test_a_route_without_a_reason_leaves_no_loose_space() -> None:
    data = {"who": "Het systeem", "reviewer": "Lies Leiding", "why": ""}
    assert sentence("declaration.routed", data) == "Ligt ter beoordeling bij Lies Leiding."


def test_what_was_erased_is_said_to_have_been_erased() -> None:
    assert sentence("decision.refused", None) == "De inhoud van deze gebeurtenis is gewist."


def test_a_name_with_braces_is_only_a_name() -> None:
    told = sentence("office.signed_in", {"who": "{role} {0.__class__}"})
    assert told == "{role} {0.__class__} heeft zich aangemeld."
