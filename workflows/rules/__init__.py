"""The rules of the integrity code: one class a rule, a module for each type of declaration.

A class that carries an ``id`` is a rule and is known everywhere: on the form, at submission, on the
page of the code, on the command line. Nothing lists the rules by hand.
"""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules

from register.types import TYPES
from workflows.rules.rule import Rule


def _discover() -> dict[str, Rule]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    classes = (each for module in modules for each in vars(module).values() if _is_rule(each))
    found = sorted((each() for each in classes), key=_place_in_the_list)
    return {rule.id: rule for rule in found}


def _is_rule(each: object) -> bool:
    return isinstance(each, type) and issubclass(each, Rule) and "id" in vars(each)


def _place_in_the_list(rule: Rule) -> tuple[int, int]:
    """Rules for every type come first, then those of each type; within one by number."""
    number = re.search(r"\d+$", rule.id)
    first = 0 if len(rule.types) > 1 else TYPES[rule.types[0]].order
    return first, int(number.group()) if number else 0


RULES: Mapping[str, Rule] = _discover()
"""Every rule by its id, in the order in which people read them."""


def rules_of(slug: str) -> Iterator[Rule]:
    """Give the rules that a type of declaration is held against, in order."""
    return (rule for rule in RULES.values() if slug in rule.types)
