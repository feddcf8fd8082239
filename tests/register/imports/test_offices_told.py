"""Changing who holds which office leaves a trace that can be read, and takes two people."""

import pytest
from sqlmodel import col, select

from register.audit import Event
from register.errors import BadFile
from register.imports import import_people
from register.people import actor
from register.storage import Storage
from tests.conftest import NOW
from tests.register.imports.files import ANNA, BRAM, people
from tests.register.imports.test_people import TODAY, found, load

pytestmark = pytest.mark.storage


async def told(storage: Storage) -> list[dict[str, str]]:
    """Give the changes that the last import told one by one."""
    async with storage.transaction() as db:
        events = await db.exec(select(Event.data).order_by(col(Event.seq).desc()).limit(1))
        data = events.first() or {}
    details: list[dict[str, str]] = data["details"]
    return details


async def test_the_trail_tells_who_got_and_who_lost_an_office(storage: Storage) -> None:
    await load(storage, {**ANNA, "Rollen": "beheerder"})
    assert [(each["number"], each["new"]) for each in await told(storage)] == [
        (str(ANNA["Personeelsnummer"]), "beheerder")
    ]
    await load(storage, {**ANNA, "Rollen": ""}, days=1)
    assert [(each["label"], each["new"]) for each in await told(storage)] == [("Rollen", "")]


async def test_a_beheerder_cannot_give_themselves_an_office(storage: Storage) -> None:
    await load(storage, {**ANNA, "Rollen": "beheerder"}, BRAM)
    anna = (await found(storage))[str(ANNA["Personeelsnummer"])]
    async with storage.transaction() as db:
        herself = await actor(db, anna.key, TODAY)
        wanted = people({**ANNA, "Rollen": "beheerder, bestuurssecretaris"}, BRAM)
        with pytest.raises(BadFile, match="jouw eigen rollen"):
            await import_people(db, herself, "hr.csv", wanted, NOW, dry_run=True)
        others = people({**ANNA, "Rollen": "beheerder"}, {**BRAM, "Rollen": "communicatie"})
        plan = await import_people(db, herself, "hr.csv", others, NOW, dry_run=True)
    assert len(plan.changed) == 1
