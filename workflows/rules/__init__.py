"""The rules of the integrity code: one class a rule, a module for each type of declaration.

A class that carries an ``id`` is a rule and is known everywhere: on the form, at submission, on the
page of the code, on the command line. Nothing lists the rules by hand. Where an edition of the code
changes a rule there are two classes with the same id, each of its own edition.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules

from register.types import TYPES
from workflows.rules.rule import Rule


def _discover() -> dict[str, tuple[Rule, ...]]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    classes = (each for module in modules for each in vars(module).values() if _is_rule(each))
    found = sorted((each() for each in classes), key=_place_in_the_list)
    return {
        rule_id: tuple(sorted(versions, key=lambda version: version.applies_from))
        for rule_id, versions in groupby(found, key=lambda rule: rule.id)
    }


def _is_rule(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, Rule) and "id" in vars(each)


def _place_in_the_list(rule: Rule) -> tuple[int, int]:
    """Rules for every type come first, then those of each type; within one by number."""
    number = re.search(r"\d+$", rule.id)
    first = 0 if len(rule.types) > 1 else TYPES[rule.types[0]].order
    return first, int(number.group()) if number else 0


VERSIONS: dict[str, tuple[Rule, ...]] = _discover()
"""Every rule by its id, with its versions oldest first, in the order in which people read them."""

RULES: Mapping[str, Rule] = {rule_id: versions[-1] for rule_id, versions in VERSIONS.items()}
"""The newest version of every rule by its id, in the order in which people read them."""


def rules_of(slug: str, day: date) -> Iterator[Rule]:
    """Give the rules that a type of declaration is held against on a day, in order.

    Of a rule that a later edition changes that is the version in force on the day; a rule that is
    not in force yet is given too, and says so itself.
    """
    for versions in VERSIONS.values():
        in_force = [version for version in versions if version.applies_from <= day]
        version = in_force[-1] if in_force else versions[0]
        if slug in version.types:
            yield version
