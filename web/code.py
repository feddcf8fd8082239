"""`/code`: the rules of the integrity code in plain words, drawn from the rules themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from litestar import get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from register.settings import Settings
from register.types import TYPES
from web.page import CurrentPage
from workflows.policy import POLICY_VALUES, Policy
from workflows.rules import RULES
from workflows.rules.rule import Rule, Severity


@dataclass(frozen=True)
class RuleGroup:
    """Rules that apply to the same types of declaration, under one heading."""

    anchor: str
    title: str
    rules: Sequence[Rule]


def _groups() -> Sequence[RuleGroup]:
    return [
        RuleGroup("elke-verklaring", "Elke verklaring", list(rules))
        if types == tuple(TYPES)
        else RuleGroup("-".join(types), ", ".join(TYPES[slug].title for slug in types), list(rules))
        for types, rules in groupby(RULES.values(), key=lambda rule: rule.types)
    ]


@get("/code", opt={"signed_in": True}, sync_to_thread=False)
def code(page: CurrentPage) -> Template:
    """Show every rule, by the type of declaration that it is for."""
    return page.render(
        "code.html",
        groups=_groups(),
        severities=list(Severity),
        policy=Policy(),
        policy_values=POLICY_VALUES,
    )


def routes(_settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Give the routes of this page."""
    return [code]
