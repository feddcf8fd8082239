"""When suppliers are imported, live declarations whose party turns out to be one are signalled."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.errors import Busy, Invalid
from register.imports import ImportPlan
from register.signals import Likeness
from register.suppliers import SupplierFacts
from register.types import TYPES
from tests.register.imports.files import VERF, suppliers
from tests.workflows.desk import Desk
from workflows import drafting, submitting
from workflows.assessment import NOT_KNOWN
from workflows.drafting import SAME_AS
from workflows.supplier_import import import_suppliers
from workflows.watching import NamedParty, resemblances

pytestmark = pytest.mark.storage

JANSSEN: dict[str, Any] = {
    **VERF,
    "Crediteurnummer": "J-1",
    "Naam": "Janssen Installaties B.V.",
    "KVK-nummer": "37000001",
}
OTHER: dict[str, Any] = {**VERF, "Naam": "Iets heel anders"}


async def load(desk: Desk, *rows: dict[str, Any], dry_run: bool = False) -> ImportPlan:
    """Import a list of suppliers."""
    async with desk.storage.transaction() as db:
        return await import_suppliers(db, None, "i.csv", suppliers(*rows), desk.now, dry_run)


async def signals(desk: Desk) -> list[tuple[str, str, int | None, str | None]]:
    """Give of every signal the number of its declaration, how, its score and its answer."""
    rows = await desk.rows(
        "SELECT number, how, score, answer FROM signal "
        "JOIN declaration ON declaration.id = declaration_id ORDER BY signal.id"
    )
    return [(number, how, score, answer) for number, how, score, answer in rows]


@pytest.mark.parametrize(
    ("answers", "how", "score"),
    [
        ({"organisation": "Iets", "kvk_number": "37000001"}, "kvk", None),
        ({"organisation": "janssen installaties", "kvk_number": "37000001"}, "kvk", None),
        ({"organisation": "janssen installaties", "kvk_number": ""}, "naam", None),
        ({"organisation": "Jansen Installaties", "kvk_number": "99999999"}, "lijkt", 97),
        ({"organisation": "Installaties Janssen", "kvk_number": ""}, "lijkt", 100),
    ],
)
async def test_a_new_supplier_is_looked_for_among_the_parties(
    desk: Desk, answers: dict[str, str], how: str, score: int | None
) -> None:
    await desk.declared(**answers)
    await desk.declared("collega", organisation="Een ander", kvk_number="")
    await desk.declared("collega", "woning")
    await load(desk, JANSSEN, OTHER)
    assert await signals(desk) == [("2026-0001", how, score, None)]


async def test_a_second_import_of_the_same_raises_nothing_more(desk: Desk) -> None:
    await desk.declared(organisation="Jansen Installaties", kvk_number="")
    await load(desk, JANSSEN)
    await load(desk, JANSSEN)
    await load(desk, {**JANSSEN, "Categorie": "B"})
    await load(desk, {**JANSSEN, "Naam": "Jansen Installaties"})
    assert len(await signals(desk)) == 1


async def test_a_dry_run_raises_nothing(desk: Desk) -> None:
    await desk.declared(organisation="Jansen Installaties", kvk_number="")
    await load(desk, JANSSEN, dry_run=True)
    assert await signals(desk) == []


async def test_a_supplier_that_changes_is_looked_for_again(desk: Desk) -> None:
    await desk.declared(organisation="Jansen Installaties", kvk_number="37000009")
    await load(desk, {**JANSSEN, "Naam": "Geheel anders"})
    assert await signals(desk) == []
    await load(desk, {**JANSSEN, "Naam": "Geheel anders", "KVK-nummer": "37000009"})
    assert await signals(desk) == [("2026-0001", "kvk", None, None)]


async def test_a_party_that_stood_matched_already_is_not_signalled(desk: Desk) -> None:
    await load(desk, JANSSEN)
    await desk.declared(organisation="Janssen Installaties", kvk_number="")
    await desk.declared(slug="uitnodiging", supplier="J-1")
    await desk.declared("collega", organisation="Jansen Installaties", **{SAME_AS: "J-1"})
    await load(desk, {**JANSSEN, "Categorie": "B"})
    assert [(number, answer) for number, _, _, answer in await signals(desk)] == [
        ("2026-0003", "ja")
    ]


async def test_what_the_declarant_left_open_or_refused_is_not_signalled_again(desk: Desk) -> None:
    await load(desk, JANSSEN)
    for same_as in (NOT_KNOWN, "nee"):
        await desk.declared(organisation="Jansen Installaties", **{SAME_AS: same_as})
    await load(desk, {**JANSSEN, "Adres": "Hoorn"})
    assert [answer for *_, answer in await signals(desk)] == [None, "nee"]


async def test_a_company_that_stands_in_the_list_twice_is_signalled_for_the_second(
    desk: Desk,
) -> None:
    await load(desk, JANSSEN)
    await desk.declared(organisation="Janssen Installaties", kvk_number="37000001")
    again = {**JANSSEN, "Crediteurnummer": "J-2", "Naam": "Janssen Vestiging Hoorn"}
    alike = {**JANSSEN, "Crediteurnummer": "J-3", "Naam": "Jansen Installaties", "KVK-nummer": ""}
    await load(desk, JANSSEN, again, alike)
    assert [how for _, how, *_ in await signals(desk)] == ["kvk"]


async def test_only_live_declarations_in_their_newest_revision_are_looked_at(desk: Desk) -> None:
    named = {"organisation": "Jansen Installaties", "kvk_number": ""}
    await desk.draft(**named)
    await desk.withdraw("medewerker", await desk.declared(**named))
    refused = await desk.declared(**named)
    await desk.decide("leidinggevende", refused, "afwijzen")
    renamed = await desk.declared(**named)
    await desk.decide("leidinggevende", renamed, "aanvullen")
    await desk.type("medewerker", renamed, organisation="Iemand anders", kvk_number="")
    await desk.submit("medewerker", renamed)
    asked = await desk.declared(**named)
    await desk.decide("leidinggevende", asked, "aanvullen")
    approved = await desk.declared(**named)
    await desk.decide("leidinggevende", approved)
    await load(desk, JANSSEN)
    live = {(await desk.declaration(key)).number for key in (asked, approved)}
    assert {number for number, *_ in await signals(desk)} == live


async def test_whoever_imports_is_not_told_of_declarations(desk: Desk) -> None:
    await desk.declared(organisation="Jansen Installaties", kvk_number="")
    plan = await load(desk, JANSSEN)
    assert "Jansen I" not in str(plan)


async def test_the_signal_stands_in_the_chain_of_the_declaration(desk: Desk) -> None:
    key = await desk.declared(organisation="Jansen Installaties", kvk_number="")
    await load(desk, JANSSEN)
    assert (await desk.look_at("bestuurssecretaris", key)).timeline[-1].sentence == (
        "Er is een signaal: de partij is mogelijk leverancier Janssen Installaties B.V. "
        "(crediteur J-1)."
    )


async def waits(task: asyncio.Task[Any]) -> bool:
    """Tell whether something waits for another transaction."""
    await asyncio.wait([task], timeout=0.5)
    return not task.done()


async def test_an_import_waits_for_who_is_submitting_and_finds_their_party(desk: Desk) -> None:
    key = await desk.draft(organisation="Jansen Installaties", kvk_number="")
    actor = await desk.actor("medewerker")
    async with desk.storage.transaction() as db:
        await submitting.submit(db, actor, key, desk.now)
        importing = asyncio.create_task(load(desk, JANSSEN))
        assert await waits(importing)
    await importing
    assert [how for _, how, *_ in await signals(desk)] == ["lijkt"]


async def test_who_submits_during_an_import_is_told_to_do_so_later_and_is_asked_then(
    desk: Desk,
) -> None:
    key = await desk.draft(organisation="Jansen Installaties", kvk_number="")
    async with desk.storage.transaction() as db:
        content = suppliers(JANSSEN)
        await import_suppliers(db, None, "i.csv", content, desk.now, dry_run=False)
        with pytest.raises(Busy, match="over een minuut"):
            await desk.submit("medewerker", key)
    with pytest.raises(Invalid) as refused:
        await desk.submit("medewerker", key)
    assert set(refused.value.errors) == {SAME_AS}


async def test_an_answer_and_an_import_at_once_never_block_one_another(desk: Desk) -> None:
    """The page keeps what was typed, which locks the declaration, and then submits it."""
    key = await desk.declared(organisation="Jansen Installaties", kvk_number="")
    await desk.decide("leidinggevende", key, "aanvullen")
    actor = await desk.actor("medewerker")
    kind = TYPES["nevenfunctie"]
    async with desk.storage.transaction() as db:
        draft = (await desk.declaration(key)).draft or {}
        changed = {**draft, "explanation": "Aangevuld."}
        await drafting.save_draft(db, actor, key, kind, changed, desk.now)
        importing = asyncio.create_task(load(desk, JANSSEN))
        assert await waits(importing)
        with pytest.raises(Busy):
            await submitting.submit(db, actor, key, desk.now)
    await importing
    assert [how for _, how, *_ in await signals(desk)] == ["lijkt"]


async def test_a_refused_likeness_does_not_silence_a_number_that_is_the_same(desk: Desk) -> None:
    await load(desk, JANSSEN)
    await desk.declared(
        organisation="Jansen Installaties", kvk_number="37000009", **{SAME_AS: "nee"}
    )
    await load(desk, {**JANSSEN, "KVK-nummer": "37000009"})
    assert await signals(desk) == [
        ("2026-0001", "lijkt", 97, "nee"),
        ("2026-0001", "kvk", None, None),
    ]


def listed(*names: str) -> Sequence[SupplierFacts]:
    return [
        SupplierFacts(place, f"C-{place}", name, None, None, None, None, False, None)
        for place, name in enumerate(names)
    ]


def named(*names: str) -> Sequence[NamedParty]:
    return [NamedParty(UUID(int=place), uuid4(), name, None) for place, name in enumerate(names)]


NAMES = st.lists(
    st.sampled_from(
        [
            "Jansen",
            "Janssen",
            "Bos",
            "Vos",
            "De Kwast",
            "Kwast, de",
            "!!!",
            "Smit Bouw",
            "Smid Bouw",
        ]
    ),
    max_size=8,
)


@given(NAMES, NAMES)
def test_it_makes_no_difference_through_which_list_is_gone(
    one: list[str], other: list[str]
) -> None:
    there = {
        (each.supplier.name, each.party_name, each.how, each.score)
        for each in resemblances(listed(*one), named(*other))
    }
    back = {
        (each.party_name, each.supplier.name, each.how, each.score)
        for each in resemblances(listed(*other), named(*one))
    }
    assert there == back


@given(NAMES, NAMES)
def test_every_pair_is_told_once(one: list[str], other: list[str]) -> None:
    pairs = [
        (each.declaration_id, each.supplier.id)
        for each in resemblances(listed(*one), named(*other))
    ]
    assert len(pairs) == len(set(pairs))


def test_the_same_name_is_told_before_a_likeness() -> None:
    (found,) = resemblances(listed("De Kwast B.V."), named("de kwast"))
    assert (found.how, found.score) == (Likeness.NAAM, None)
