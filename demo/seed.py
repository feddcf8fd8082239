"""Fills an empty register with the demo organisation and its three years of declarations."""

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from operator import attrgetter

from sqlalchemy import text
from sqlmodel import func, select

from demo.history import Player
from demo.limits import limits
from demo.organisation import store_people, store_suppliers
from demo.plot import plan
from demo.purchasing import import_newest_list
from register.clock import day_of
from register.people import Person
from register.storage import Storage, take_turn


@dataclass(frozen=True)
class SeedReport:
    """What was put into the register; nothing where it held people already."""

    seeded: bool
    people: int = 0
    suppliers: int = 0
    declarations: int = 0

    @property
    def sentence(self) -> str:
        """Tell it in one Dutch sentence."""
        if not self.seeded:
            return "De database was al gevuld; er is niets veranderd."
        return (
            f"De demo is gevuld: {self.people} medewerkers, {self.suppliers} leveranciers en "
            f"{self.declarations} verklaringen."
        )


async def seed(storage: Storage, now: datetime) -> SeedReport:
    """Fill an empty register with the demo; leave one that holds people as it is.

    Everything is one transaction, so a process that is killed halfway leaves an empty register, and
    the next one starts afresh. Processes that start together take turns.

    Args:
        storage: the database, migrated.
        now: the present moment; all that is told lies before its day in Amsterdam.
    """
    today = day_of(now)
    async with storage.transaction() as db:
        # Whoever comes second waits for the whole of the first, on slow machines too.
        await (await db.connection()).execute(text("SET LOCAL lock_timeout = '2min'"))
        await take_turn(db, "demo")
        held = await db.exec(select(func.count()).select_from(Person))
        if held.one() > 0:
            return SeedReport(seeded=False)
        people = await store_people(db, today)
        suppliers = await store_suppliers(db, today)
        acts = plan(today)
        player = Player(db, people)
        await player.play(merge(acts, limits(today), key=attrgetter("at")))
        suppliers += await import_newest_list(db, player, today)
        told = len({act.declaration for act in acts})
    return SeedReport(True, len(people), suppliers, told)
