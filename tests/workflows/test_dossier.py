"""Who sees which declaration, that looking is written down, and what the dossier tells."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from register.errors import NotFound
from register.people import Office
from register.storage import count_queries
from register.suppliers import Supplier
from register.types import TYPES
from tests.register.chains import events, verify
from tests.workflows.desk import REASON, Desk
from workflows import access
from workflows.dossier import Dossier, open_dossier

pytestmark = pytest.mark.storage


async def look(desk: Desk, who: str, key: UUID | str) -> Dossier:
    """Open a dossier as one of the cast."""
    actor = await desk.actor(who)
    async with desk.storage.transaction() as db:
        return await open_dossier(db, actor, str(key), desk.now)


async def seen_by(desk: Desk, key: UUID) -> set[str]:
    """Give who of the cast may see a declaration, whether or not they open it."""
    seers = set()
    for who in desk.cast:
        actor = await desk.actor(who)
        async with desk.storage.transaction() as db:
            declaration = await access.find(db, str(key))
            if await access.may_see(db, actor, declaration):
                seers.add(who)
    return seers


BOTH = {"bestuurssecretaris", "directeur"}

SEERS = {
    "medewerker": {"medewerker", "leidinggevende", *BOTH},
    "collega": {"collega", "leidinggevende", *BOTH},
    "beheerder": {"beheerder", "leidinggevende", *BOTH},
    "leidinggevende": {"leidinggevende", *BOTH},
    "zonder": {"zonder", *BOTH},
    "rvt": {"rvt", *BOTH},
    "bestuurssecretaris": BOTH,
    "directeur": {"rvt", *BOTH},
}


async def test_a_submitted_declaration_is_seen_by_its_declarant_its_route_and_the_keepers(
    desk: Desk,
) -> None:
    for who, seers in SEERS.items():
        assert await seen_by(desk, await desk.declared(who)) == seers, who
    assert {*desk.cast} - {*SEERS} == {"accountant"}


async def test_a_concept_is_seen_by_its_declarant_alone(desk: Desk) -> None:
    for who in SEERS:
        assert await seen_by(desk, await desk.draft(who)) == {who}


async def test_who_stood_on_the_route_goes_on_seeing_it(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.change("medewerker", manager_id=desk.cast["directeur"].key)
    await desk.submit("medewerker", key)
    assert "leidinggevende" in await seen_by(desk, key)
    withdrawn = await desk.declared("collega")
    await desk.withdraw("collega", withdrawn)
    assert "leidinggevende" in await seen_by(desk, withdrawn)


async def test_a_new_manager_does_not_see_what_was_decided_before(desk: Desk) -> None:
    key = await desk.declared()
    await desk.decide("leidinggevende", key)
    await desk.change("medewerker", manager_id=desk.cast["collega"].key)
    assert await seen_by(desk, key) == SEERS["medewerker"]


async def test_who_left_or_lost_an_office_sees_no_more(desk: Desk) -> None:
    key = await desk.declared()
    await desk.change("directeur", in_service_until=date(2026, 3, 9))
    await desk.rows(
        "UPDATE office SET ends_on = '2026-03-09' WHERE office = 'bestuurssecretaris' RETURNING id"
    )
    assert await seen_by(desk, key) == {"medewerker", "leidinggevende"}


async def test_the_council_sees_what_somebody_of_directie_declared_while_in_office(
    desk: Desk,
) -> None:
    key = await desk.declared("directeur")
    await desk.rows(
        "UPDATE office SET ends_on = '2026-03-31' WHERE office = 'directie' RETURNING id"
    )
    desk.now += timedelta(days=60)
    assert "rvt" in await seen_by(desk, key)


async def test_what_may_not_be_seen_answers_like_what_does_not_exist(desk: Desk) -> None:
    key = await desk.declared()
    number = (await desk.declaration(key)).number
    told = set()
    unknown = ["2026-9999", str(uuid4()), "", "x", "\x00", "2026-0001\x00", "\ud800", "a" * 9_999]
    for asked in (str(key), str(number), *unknown):
        with pytest.raises(NotFound) as refused:
            await look(desk, "accountant", asked)
        told.add((refused.value.status, refused.value.sentence))
    assert len(told) == 1
    assert not [e for e in await events(desk.storage, str(key)) if "seen" in e.action]


async def test_a_declaration_is_found_by_its_number_and_its_key(desk: Desk) -> None:
    key = await desk.declared()
    by_number = await look(desk, "medewerker", "2026-0001")
    assert by_number.declaration.id == key
    assert (await look(desk, "medewerker", str(key).upper())).declaration.id == key
    with pytest.raises(NotFound):
        await look(desk, "medewerker", "2026-0001xxxx")


async def test_looking_at_somebody_elses_declaration_is_an_event_and_at_ones_own_is_not(
    desk: Desk,
) -> None:
    key = await desk.declared()
    await look(desk, "medewerker", key)
    before = len(await events(desk.storage, str(key)))
    for who in ("leidinggevende", "bestuurssecretaris"):
        await look(desk, who, key)
    chain = await events(desk.storage, str(key))
    verify(chain)
    assert [(e.actor, e.action) for e in chain[before:]] == [
        ("200", "declaration.seen"),
        ("110", "declaration.seen"),
    ]


async def test_the_timeline_tells_in_sentences_what_happened_but_not_who_looked(
    desk: Desk,
) -> None:
    key = await desk.declared()
    await look(desk, "leidinggevende", key)
    await desk.decide("leidinggevende", key, "voorwaarden")
    opened = await look(desk, "medewerker", key)
    assert [entry.sentence for entry in opened.timeline] == [
        "Mees Medewerker is aan een concept begonnen.",
        "Mees Medewerker heeft versie 1 ingediend.",
        "Ligt ter beoordeling bij Lies Leiding.",
        "Lies Leiding heeft de verklaring goedgekeurd onder voorwaarden als leidinggevende.",
    ]
    assert opened.timeline[-1].detail == REASON
    assert opened.chain_head == (await events(desk.storage, str(key)))[-1].hash.hex()


async def test_only_who_it_waits_for_is_offered_the_decision(desk: Desk) -> None:
    key = await desk.declared()
    offered = {who for who in SEERS["medewerker"] if (await look(desk, who, key)).can_decide}
    assert offered == {"leidinggevende"}
    await desk.decide("leidinggevende", key)
    opened = await look(desk, "leidinggevende", key)
    assert not opened.can_decide
    assert opened.open_step is None
    assert opened.conclusion is not None
    assert opened.conclusion.decided_by_name == "Lies Leiding"


async def test_old_and_new_revision_stand_side_by_side(desk: Desk) -> None:
    key = await desk.declared()
    opened = await look(desk, "leidinggevende", key)
    assert opened.current is not None
    assert opened.previous is None
    await desk.decide("leidinggevende", key, "aanvullen")
    await desk.type("medewerker", key, hours_per_week="5", explanation="Het werd meer.")
    await desk.submit("medewerker", key)
    opened = await look(desk, "leidinggevende", key)
    assert opened.previous is not None
    assert opened.current is not None
    hours = [each.values["hours_per_week"] for each in (opened.previous, opened.current)]
    assert [str(each) for each in hours] == ["3.50", "5.00"]
    assert opened.current.values["explanation"] == "Het werd meer."
    assert opened.open_step is not None
    assert opened.open_step.revision_id == opened.current.revision.id


async def test_a_supplier_is_shown_as_the_list_knows_it(desk: Desk) -> None:
    async with desk.storage.transaction() as db:
        db.add(Supplier(creditor_number="C-1", name="De Kwast B.V.", normal_name="de kwast"))
    key = await desk.declared(slug="uitnodiging", supplier="C-1")
    opened = await look(desk, "leidinggevende", key)
    assert opened.current is not None
    field = TYPES["uitnodiging"].field("supplier")
    assert field.kind.shown(opened.current.values["supplier"]) == "De Kwast B.V."


async def test_the_number_of_queries_does_not_grow_with_the_revisions(desk: Desk) -> None:
    key = await desk.declared()
    counted: list[str] = []
    needed = []
    for _ in range(3):
        stop = count_queries(desk.storage, counted)
        await look(desk, "medewerker", key)
        stop()
        needed.append(len(counted))
        counted.clear()
        await desk.decide("leidinggevende", key, "aanvullen")
        await desk.submit("medewerker", key)
    assert needed[0] == needed[1] == needed[2]


async def test_an_office_that_got_a_step_is_seen_by_its_next_holder(desk: Desk) -> None:
    key = await desk.declared("directeur")
    await desk.appoint("collega", Office.RVT)
    assert "collega" in await seen_by(desk, key)
    await desk.decide("collega", key)
