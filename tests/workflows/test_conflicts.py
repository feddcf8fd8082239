"""Who is in a declaration: the declarant, the related person, who works below, the same party."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from register.people import Person
from register.storage import count_queries
from tests.conftest import person
from tests.workflows.desk import Desk, with_party
from workflows.conflicts import Conflict, cases_of, conflicts, same_name

pytestmark = pytest.mark.storage

RELATED = "opdracht-verwante"


def somebody(first_name: str, last_name: str, infix: str | None = None) -> Person:
    found = person("1", first_name, last_name)
    found.infix = infix
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "Zoë van den Bérg",
        "zoe VAN DEN berg",
        "Berg, Zoë van den",
        "van den Berg, Zoë",
        "  Zoë   Berg ",
        "Zoe\u0308 van den Berg",
    ],
)
def test_a_name_is_somebodys_however_it_is_written(typed: str) -> None:
    assert same_name(typed, somebody("Zoë", "Bérg", "van den"))


@pytest.mark.parametrize(
    "typed",
    ["", "Z. van den Berg", "Zoë", "Berg", "Zoë van Berg-Smit", "Zoë Bergen", "😀", "van den"],
)
def test_what_only_looks_alike_is_no_name_of_theirs(typed: str) -> None:
    assert not same_name(typed, somebody("Zoë", "Berg", "van den"))


def test_a_double_name_may_be_written_with_or_without_its_hyphen() -> None:
    assert same_name("Anne Marie de Vries Jansen", somebody("Anne-Marie", "Vries-Jansen", "de"))


async def in_it(desk: Desk, key: UUID) -> Mapping[str, Conflict]:
    """Give who of the cast is in a declaration, by short name."""
    declaration = await desk.declaration(key)
    revision = (await desk.revisions(key))[-1]
    called = {person.key: who for who, person in desk.cast.items()}
    async with desk.storage.transaction() as db:
        cases = await cases_of(db, {revision.id: declaration.declarant_id})
        [found] = await conflicts(db, [cases[revision.id]], called)
    return {called[key]: why for key, why in found.items()}


async def test_only_the_declarant_is_in_what_is_nobody_elses(desk: Desk) -> None:
    assert await in_it(desk, await desk.declared()) == {"medewerker": Conflict.OWN}


async def test_whoever_works_below_the_declarant_however_far_is_in_it(desk: Desk) -> None:
    found = await in_it(desk, await desk.declared("directeur"))
    assert found == {
        "directeur": Conflict.OWN,
        **dict.fromkeys(
            ["leidinggevende", "medewerker", "collega", "bestuurssecretaris", "beheerder"],
            Conflict.BELOW,
        ),
    }


async def test_the_related_person_is_in_it_also_when_written_in_capitals(desk: Desk) -> None:
    key = await desk.declared(slug=RELATED, related_person="LEIDING, lies")
    assert (await in_it(desk, key))["leidinggevende"] is Conflict.RELATED


async def test_whoever_declared_the_same_party_is_in_it_while_that_lives(desk: Desk) -> None:
    theirs = await desk.declared("leidinggevende")
    key = await desk.declared()
    assert (await in_it(desk, key))["leidinggevende"] is Conflict.PARTY
    await desk.withdraw("leidinggevende", theirs)
    assert "leidinggevende" not in await in_it(desk, key)


async def test_a_party_of_another_type_and_of_a_changed_name_is_known_by_its_number(
    desk: Desk,
) -> None:
    await desk.declared("leidinggevende", "prive-leverancier", kvk_number="37123456")
    key = await desk.declared()
    assert (await in_it(desk, key))["leidinggevende"] is Conflict.PARTY


async def test_a_concept_makes_no_conflict(desk: Desk) -> None:
    await desk.draft("leidinggevende")
    assert await in_it(desk, await desk.declared()) == {"medewerker": Conflict.OWN}


async def test_the_number_of_queries_does_not_grow_with_the_cases(desk: Desk) -> None:
    people = [person.key for person in desk.cast.values()]
    counted: list[str] = []
    needed = []
    revisions: dict[UUID, int] = {}
    for turn in range(3):
        key = await desk.declared(slug=RELATED, **with_party(RELATED, f"Bedrijf {turn}"))
        revisions[(await desk.revisions(key))[-1].id] = desk.cast["medewerker"].key
        async with desk.storage.transaction() as db:
            stop = count_queries(desk.storage, counted)
            cases = await cases_of(db, revisions)
            await conflicts(db, list(cases.values()), people)
            stop()
        needed.append(len(counted))
        counted.clear()
    assert needed == [5, 5, 5]


def test_what_others_read_does_not_tell_what_a_colleague_declared() -> None:
    assert Conflict.RELATED.discreet == Conflict.PARTY.discreet == "is zelf betrokken"
    for conflict in Conflict:
        assert conflict.sentence.endswith(".")
