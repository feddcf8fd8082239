"""The typed records: one module a type, each of which defines ``TYPE``.

A type that is added as a module of this package is known everywhere: on the start page, in forms,
imports, the register and the workbook. Nothing lists the types by hand.
"""

from importlib import import_module
from pkgutil import iter_modules

from register.types.record import DeclarationType


def _discover() -> dict[str, DeclarationType]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = [module.TYPE for module in modules if hasattr(module, "TYPE")]
    return {kind.slug: kind for kind in sorted(found, key=lambda kind: kind.order)}


TYPES = _discover()
"""Every type of declaration by its slug, in the order in which people see them."""
