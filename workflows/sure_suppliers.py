"""Which supplier of the list a party is for certain, where nobody is there to be asked.

On the KVK number, else on the normal form of the name. Purchasing may have a supplier in its list
more than once: then the one that is spelled alike, and where that is not one either, none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from register import suppliers
from register.imports.cells import tidy
from register.suppliers import SupplierFacts, normal_form
from register.types.record import Counterparty

Alike = Mapping[str, Sequence[SupplierFacts]]


async def sure_suppliers(
    db: AsyncSession, parties: Sequence[Counterparty | None]
) -> list[SupplierFacts | None]:
    """Give the supplier that each party is for certain, in one query."""
    named = [party for party in parties if party is not None]
    found = await suppliers.by_any(
        db,
        ids=(),
        kvk_numbers={party.kvk_number for party in named if party.kvk_number},
        normal_names={normal_form(party.name) for party in named} - {""},
    )
    by_number: defaultdict[str, list[SupplierFacts]] = defaultdict(list)
    by_name: defaultdict[str, list[SupplierFacts]] = defaultdict(list)
    for each in found:
        by_name[normal_form(each.name)].append(each)
        if each.kvk_number:
            by_number[each.kvk_number].append(each)
    return [None if party is None else _sure(party, by_number, by_name) for party in parties]


def _sure(party: Counterparty, by_number: Alike, by_name: Alike) -> SupplierFacts | None:
    name = normal_form(party.name)
    alike = by_number.get(party.kvk_number or "", ())
    if alike:
        same_name = [each for each in alike if normal_form(each.name) == name]
    else:
        alike = same_name = list(by_name.get(name, ()))
    same_spelling = [each for each in same_name if tidy(each.name) == tidy(party.name)]
    return next((few[0] for few in (alike, same_name, same_spelling) if len(few) == 1), None)
