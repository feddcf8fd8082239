"""Imports of people and suppliers from ``.xlsx`` and ``.csv``: all or nothing, and tried out first.

``sheets`` and ``workbooks`` read a table from an upload, ``rows`` reads its cells by a description
of the columns, ``plan`` compares it with the register, ``running`` does it. What is particular to a
list stands in ``people`` and ``suppliers``.
"""

from register.imports.faults import BadCell, BadCells
from register.imports.people import PEOPLE, import_people
from register.imports.plan import Change, ImportPlan, PlannedRow
from register.imports.running import OutcomeChanged
from register.imports.suppliers import SUPPLIERS, import_suppliers

__all__ = [
    "PEOPLE",
    "SUPPLIERS",
    "BadCell",
    "BadCells",
    "Change",
    "ImportPlan",
    "OutcomeChanged",
    "PlannedRow",
    "import_people",
    "import_suppliers",
]
