"""A second edition of the code, as the tests publish it: one rule comes, one weighs heavier."""

from datetime import date

import pytest

from register.findings import Severity
from register.types.record import Values
from workflows.facts import Facts
from workflows.rules import VERSIONS
from workflows.rules.ancillary_position import NF_2
from workflows.rules.editions import EDITIONS
from workflows.rules.rule import Complies, Departs, Outcome, Rule

COMES = "NF-7"
CHANGES = "NF-2"
TOLD = "Je nevenfunctie kost meer dan drie uur per week."
PAST = {"hours_per_week": "3"}
"""The answer that keeps to the rule that comes."""


class ComingRule(Rule):
    """Een nevenfunctie kost je hooguit drie uur per week."""

    id = COMES
    severity = Severity.EXPLAIN
    place = "deel 3, §6"
    types = ("nevenfunctie",)
    asks = "Kost het je meer tijd, leg dan uit hoe je genoeg rust overhoudt."
    needs = ("hours_per_week",)
    edition = "2"

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at the hours."""
        return Departs(TOLD) if values["hours_per_week"] > 3 else Complies()


class ChangedRule(NF_2):
    """Een nevenfunctie doe je nooit in werktijd."""

    severity = Severity.PROHIBITION
    edition = "2"
    id = CHANGES


def publish(monkeypatch: pytest.MonkeyPatch, since: date) -> None:
    """Publish edition 2, which applies from a day on."""
    monkeypatch.setitem(EDITIONS, "2", since)
    monkeypatch.setitem(VERSIONS, COMES, (ComingRule(),))
    monkeypatch.setitem(VERSIONS, CHANGES, (NF_2(), ChangedRule()))
