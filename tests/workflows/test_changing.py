"""A change (*wijziging*) goes its own way; what was approved stays in force until it arrives."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from register.declarations import Status
from register.errors import NotFound, Refusal, Stale, Unsuitable
from register.types import TYPES
from tests.workflows.desk import Desk
from workflows import changing, drafting
from workflows.revisions import revisions_of

pytestmark = pytest.mark.storage

APPROVALS = ["goedkeuren", "voorwaarden"]


async def approved(desk: Desk, decision: str = "goedkeuren", slug: str = "nevenfunctie") -> UUID:
    key = await desk.declared(slug=slug)
    await desk.decide("leidinggevende", key, decision)
    desk.now += timedelta(days=1)
    return key


async def number_in_force(desk: Desk, key: UUID) -> int:
    [(number,)] = await desk.rows(
        "SELECT revision_number FROM revision r JOIN declaration d ON d.in_force_id = r.id "
        "WHERE d.id = :key",
        key=key,
    )
    return int(number)


@pytest.mark.parametrize("decision", APPROVALS)
async def test_a_change_is_a_second_version_while_the_first_stays_in_force(
    desk: Desk, decision: str
) -> None:
    key = await approved(desk, decision)
    told = await desk.changed("medewerker", key, hours_per_week="9")
    assert (told.number, told.revision_number) == ("2026-0001", 2)
    declaration = await desk.declaration(key)
    assert declaration.status is Status.INGEDIEND
    assert declaration.stands is Status(
        "goedgekeurd" if decision == "goedkeuren" else "voorwaarden"
    )
    assert declaration.changing_since is None
    assert declaration.status_label == "In behandeling (wijziging)"
    assert await number_in_force(desk, key) == 1
    waiting = [step for step in await desk.steps(key) if step.decided_at is None]
    assert [step.person_id for step in waiting] == [desk.cast["leidinggevende"].key]


async def test_an_approved_change_is_in_force_from_then_on(desk: Desk) -> None:
    key = await approved(desk, "voorwaarden")
    await desk.changed("medewerker", key, hours_per_week="9")
    assert (await desk.decide("leidinggevende", key)).status is Status.GOEDGEKEURD
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.GOEDGEKEURD, None)
    assert await number_in_force(desk, key) == 2


@pytest.mark.parametrize("decision", APPROVALS)
async def test_a_refused_change_leaves_the_old_in_force(desk: Desk, decision: str) -> None:
    key = await approved(desk, decision)
    before = (await desk.declaration(key)).status
    await desk.changed("medewerker", key, hours_per_week="30")
    assert (await desk.decide("leidinggevende", key, "afwijzen")).status is before
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (before, None)
    assert await number_in_force(desk, key) == 1
    dossier = await desk.look_at("medewerker", key)
    assert dossier.current is dossier.revisions[0]
    assert dossier.versions.turned_down is dossier.revisions[1]
    assert dossier.refusal is not None
    assert dossier.conclusion is not None
    assert dossier.conclusion.decision is not None
    assert dossier.conclusion.decision.value == decision


async def test_a_withdrawn_change_leaves_the_old_in_force(desk: Desk) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="9")
    await desk.withdraw("medewerker", key, "Toch niet.")
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.GOEDGEKEURD, None)
    assert all(step.decided_at or step.cancelled_at for step in await desk.steps(key))
    dossier = await desk.look_at("medewerker", key)
    assert (dossier.refusal, dossier.current) == (None, dossier.revisions[0])
    assert dossier.timeline[-1].sentence == (
        "Mees Medewerker heeft de wijziging ingetrokken. Wat is goedgekeurd, blijft van kracht."
    )


async def test_a_question_about_a_change_is_answered_in_a_third_version(desk: Desk) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="9")
    await desk.decide("leidinggevende", key, "aanvullen")
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.AANVULLING, Status.GOEDGEKEURD)
    await desk.type("medewerker", key, hours_per_week="8")
    assert (await desk.submit("medewerker", key)).revision_number == 3
    dossier = await desk.look_at("leidinggevende", key)
    assert dossier.previous is dossier.revisions[0], "the change is held against what is in force"
    await desk.decide("leidinggevende", key, "afwijzen")
    assert await number_in_force(desk, key) == 1


async def test_a_change_after_a_refused_one_begins_with_what_is_in_force(desk: Desk) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="30")
    await desk.decide("leidinggevende", key, "afwijzen")
    await desk.start_change("medewerker", key)
    draft = (await desk.declaration(key)).draft or {}
    assert draft["hours_per_week"] == "3,5"
    await desk.submit("medewerker", key)
    await desk.decide("leidinggevende", key)
    assert await number_in_force(desk, key) == 3
    dossier = await desk.look_at("leidinggevende", key)
    assert dossier.previous is dossier.revisions[0], "not the refused one in between"


@pytest.mark.parametrize("slug", list(TYPES))
async def test_the_form_of_a_change_reads_as_it_was_submitted(desk: Desk, slug: str) -> None:
    key = await desk.declared(slug=slug)
    kind = TYPES[slug]
    async with desk.storage.transaction() as db:
        (held,) = await revisions_of(db, kind, key)
        reading = await drafting.check(db, kind, changing.draft_of(kind, held))
    assert reading.errors == {}
    for name, value in held.values.items():
        assert str(reading.values[name]) == str(value), name


async def test_how_a_departure_was_explained_stands_in_the_change(desk: Desk) -> None:
    key = await desk.declared(slug="nevenfunctie", starts_on="01-01-2026")
    kind = TYPES["nevenfunctie"]
    async with desk.storage.transaction() as db:
        (held,) = await revisions_of(db, kind, key)
    draft = changing.draft_of(kind, held)
    explained = {rule: each.explanation for rule, each in held.findings.items() if each.explanation}
    assert explained
    assert {draft[f"uitleg-{rule}"] for rule in explained} == set(explained.values())


async def test_while_a_change_is_typed_nothing_else_changes(desk: Desk) -> None:
    key = await approved(desk)
    await desk.start_change("medewerker", key)
    await desk.type("medewerker", key, hours_per_week="12")
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.GOEDGEKEURD, None)
    assert len(await desk.revisions(key)) == 1
    dossier = await desk.look_at("leidinggevende", key)
    assert dossier.current is not None
    assert str(dossier.current.values["hours_per_week"]) == "3.50"


async def test_a_change_that_is_thrown_away_leaves_nothing(desk: Desk) -> None:
    key = await approved(desk)
    await desk.start_change("medewerker", key)
    await desk.type("medewerker", key, hours_per_week="12")
    await desk.drop_change("medewerker", key)
    declaration = await desk.declaration(key)
    assert (declaration.draft, declaration.changing_since) == (None, None)
    with pytest.raises(Unsuitable):
        await desk.drop_change("medewerker", key)
    with pytest.raises(Unsuitable):
        await desk.submit("medewerker", key)


async def test_starting_twice_goes_on_with_what_was_typed(desk: Desk) -> None:
    key = await approved(desk)
    await desk.start_change("medewerker", key)
    await desk.type("medewerker", key, hours_per_week="12")
    await desk.start_change("medewerker", key)
    assert ((await desk.declaration(key)).draft or {})["hours_per_week"] == "12"
    assert await desk.rows(
        "SELECT count(*) FROM event WHERE action = 'declaration.change_started'"
    ) == [(1,)]


async def test_a_change_that_is_submitted_twice_at_once_is_one(desk: Desk) -> None:
    key = await approved(desk)
    await desk.start_change("medewerker", key)
    attempts = await asyncio.gather(
        *(desk.submit("medewerker", key) for _ in range(4)), return_exceptions=True
    )
    assert sum(not isinstance(each, BaseException) for each in attempts) == 1
    assert all(isinstance(each, (Refusal,)) for each in attempts if isinstance(each, BaseException))
    assert len(await desk.revisions(key)) == 2


async def test_what_is_typed_in_a_tab_that_is_too_late_changes_nothing(desk: Desk) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="9")
    with pytest.raises(Unsuitable):
        await desk.type("medewerker", key, hours_per_week="40")


async def test_nobody_else_changes_a_declaration(desk: Desk) -> None:
    key = await approved(desk)
    for who in ("collega", "leidinggevende", "bestuurssecretaris", "directeur", "accountant"):
        with pytest.raises(NotFound):
            await desk.start_change(who, key)
    await desk.start_change("medewerker", key)
    for who in ("collega", "leidinggevende"):
        with pytest.raises(NotFound):
            await desk.drop_change(who, key)
    with pytest.raises(NotFound):
        await desk.start_change("medewerker", uuid4())


async def test_only_what_is_in_force_can_be_changed(desk: Desk) -> None:
    waiting = await desk.declared()
    refused = await desk.declared(organisation="Stichting Elders")
    await desk.decide("leidinggevende", refused, "afwijzen")
    concept = await desk.draft()
    changed = await approved(desk)
    await desk.changed("medewerker", changed, hours_per_week="9")
    for key in (waiting, refused, concept, changed):
        with pytest.raises(Unsuitable):
            await desk.start_change("medewerker", key)


async def test_ending_drops_the_change_that_is_typed(desk: Desk) -> None:
    key = await approved(desk)
    await desk.start_change("medewerker", key)
    await desk.end("medewerker", key, "10-03-2026")
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.changing_since) == (Status.BEEINDIGD, None)


@pytest.mark.parametrize("asked", [False, True])
async def test_ending_ends_a_change_before_a_reviewer(desk: Desk, asked: bool) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="9")
    if asked:
        await desk.decide("leidinggevende", key, "aanvullen")
    await desk.end("medewerker", key, "10-03-2026")
    declaration = await desk.declaration(key)
    assert (declaration.status, declaration.stands) == (Status.BEEINDIGD, None)
    assert await number_in_force(desk, key) == 1
    assert all(step.decided_at or step.cancelled_at for step in await desk.steps(key))
    with pytest.raises(Refusal):
        await desk.decide("leidinggevende", key)


async def test_a_decision_on_a_change_that_was_withdrawn_meanwhile_is_refused(desk: Desk) -> None:
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="9")
    seen = (await desk.declaration(key)).version
    await desk.withdraw("medewerker", key)
    with pytest.raises(Stale):
        await desk.decide("leidinggevende", key, version=seen)


EXCLUDED: Mapping[str, str] = {
    "occupant": "kind",
    "tenure": "antikraak",
    "owner": "intermaris",
    "channel": "gapph",
    "already_tenant": "nee",
}


async def excluded_change(desk: Desk) -> UUID:
    key = await approved(desk, slug="woning")
    await desk.changed("medewerker", key, **EXCLUDED)
    return key


async def test_an_excluded_change_can_only_be_refused(desk: Desk) -> None:
    key = await excluded_change(desk)
    for decision in APPROVALS:
        with pytest.raises(Refusal):
            await desk.decide("leidinggevende", key, decision)
    outcome = await desk.decide("leidinggevende", key, "afwijzen")
    assert outcome.status is Status.GOEDGEKEURD
    assert await number_in_force(desk, key) == 1


async def test_an_excluded_change_can_be_withdrawn(desk: Desk) -> None:
    key = await excluded_change(desk)
    await desk.withdraw("medewerker", key)
    assert (await desk.declaration(key)).status is Status.GOEDGEKEURD


NEWEST = (
    "(SELECT id FROM revision WHERE declaration_id = :key ORDER BY revision_number DESC LIMIT 1)"
)
HOSTILE = {
    "approving the excluded change": (
        f"UPDATE declaration SET status = 'goedgekeurd', stands = NULL, in_force_id = {NEWEST}, "
        "version = version + 1 WHERE id = :key"
    ),
    "giving back something else than stood": (
        "UPDATE declaration SET status = 'voorwaarden', stands = NULL, version = version + 1 "
        "WHERE id = :key"
    ),
    "putting the change in force while it waits": (
        f"UPDATE declaration SET in_force_id = {NEWEST}, version = version + 1 WHERE id = :key"
    ),
    "putting another declaration's version in force": (
        "UPDATE declaration SET status = 'goedgekeurd', stands = NULL, version = version + 1, "
        "in_force_id = (SELECT id FROM revision WHERE declaration_id <> :key LIMIT 1) "
        "WHERE id = :key"
    ),
    "forgetting what stands": (
        "UPDATE declaration SET stands = NULL, version = version + 1 WHERE id = :key"
    ),
    "forgetting what is in force": (
        "UPDATE declaration SET in_force_id = NULL, version = version + 1 WHERE id = :key"
    ),
    "letting something else stand": (
        "UPDATE declaration SET stands = 'voorwaarden', version = version + 1 WHERE id = :key"
    ),
    "a decision that approves": (
        "UPDATE step SET decision = 'goedkeuren', reason = 'x', decided_at = now(), "
        "decided_by = person_id, decided_by_name = 'x' "
        "WHERE declaration_id = :key AND decided_at IS NULL"
    ),
    "a transition that approves": (
        "INSERT INTO transition (declaration_id, revision_id, action, from_status, to_status, at, "
        f"by_id) SELECT :key, {NEWEST}, 'goedkeuren', 'ingediend', 'goedgekeurd', now(), "
        "declarant_id FROM declaration WHERE id = :key"
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_the_database_itself_keeps_an_excluded_change_out_of_force(
    desk: Desk, what: str
) -> None:
    await desk.declared("collega")
    key = await excluded_change(desk)
    with pytest.raises(IntegrityError):
        async with desk.storage.transaction() as db:
            await (await db.connection()).execute(text(HOSTILE[what]), {"key": key})


OF_APPROVED = {
    "taking it out of force": (
        "UPDATE declaration SET status = 'afgewezen', version = version + 1 WHERE id = :key"
    ),
    "refusing it by way of a change": (
        "UPDATE declaration SET status = 'ingediend', version = version + 1 WHERE id = :key"
    ),
    "changing it while nothing waits": (
        "UPDATE declaration SET stands = 'goedgekeurd', version = version + 1 WHERE id = :key"
    ),
    "another approval": (
        "UPDATE declaration SET status = 'voorwaarden', version = version + 1 WHERE id = :key"
    ),
}


@pytest.mark.parametrize("what", OF_APPROVED)
async def test_the_database_itself_keeps_what_was_approved_in_force(desk: Desk, what: str) -> None:
    key = await approved(desk)
    with pytest.raises(IntegrityError):
        async with desk.storage.transaction() as db:
            await (await db.connection()).execute(text(OF_APPROVED[what]), {"key": key})


async def test_beside_others_counts_what_is_in_force_while_a_change_waits(desk: Desk) -> None:
    """Rules on all nevenfuncties together hold a new one against what was approved."""
    await desk.limit("side_hours_notice", "20")
    key = await approved(desk)
    await desk.changed("medewerker", key, hours_per_week="30")
    other = await desk.declared(organisation="Stichting Elders", hours_per_week="10")
    (revision,) = await desk.revisions(other)
    found = "SELECT verdict FROM finding WHERE revision_id = :id AND rule = 'NF-5'"
    assert await desk.rows(found, id=revision.id) == [("complies",)]
    await desk.decide("leidinggevende", key)
    another = await desk.declared(organisation="Stichting Verder", hours_per_week="1")
    (revision,) = await desk.revisions(another)
    assert await desk.rows(found, id=revision.id) == [("departs",)]
