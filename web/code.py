"""`/code`: the rules of the integrity code in plain words, drawn from the rules themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.findings import Severity
from register.permissions import Action, may
from register.settings import Settings
from register.types import TYPES
from web.page import CurrentPage, Db
from workflows import policy
from workflows.policy import POLICY_VALUES
from workflows.rules import VERSIONS
from workflows.rules.rule import Rule


@dataclass(frozen=True)
class RuleShown:
    """A rule as it is in force, or first will be, and what later editions make of it."""

    rule: Rule
    later: Sequence[Rule]


@dataclass(frozen=True)
class RuleGroup:
    """Rules that apply to the same types of declaration, under one heading."""

    anchor: str
    title: str
    rules: Sequence[RuleShown]


def _groups(today: date) -> Sequence[RuleGroup]:
    shown = [_shown(versions, today) for versions in VERSIONS.values()]
    return [
        RuleGroup("elke-verklaring", "Elke verklaring", list(rules))
        if types == tuple(TYPES)
        else RuleGroup("-".join(types), ", ".join(TYPES[slug].title for slug in types), list(rules))
        for types, rules in groupby(shown, key=lambda each: each.rule.types)
    ]


def _shown(versions: Sequence[Rule], today: date) -> RuleShown:
    later = [version for version in versions[1:] if version.applies_from > today]
    return RuleShown(versions[-len(later) - 1], later)


@get("/code", opt={"signed_in": True})
async def code(page: CurrentPage, db: Db) -> Template:
    """Show every rule, by the type of declaration that it is for."""
    return page.render(
        "code.html",
        groups=_groups(page.today),
        severities=list(Severity),
        policy=await policy.current(db),
        policy_values=POLICY_VALUES,
        undated=date.min,
        keeps_code=may(page.actor, Action.KEEP_CODE),
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [code]
