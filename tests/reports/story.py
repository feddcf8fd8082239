"""What happens in the tests of the reports: people declare and decide at given moments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from register.clock import day_of
from register.people import Actor, Person, actor
from register.storage import Storage
from register.suppliers import Category, Supplier, normal_form
from register.types import TYPES
from workflows.access import find
from workflows.closing import end, withdraw
from workflows.deciding import Outcome, decide
from workflows.drafting import save_draft
from workflows.explanations import Names, explainable
from workflows.revisions import revisions_of
from workflows.submitting import submit
from workflows.typed_decisions import TypedCondition, TypedDecision
from workflows.weighing import weigh

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The first day of the stories, at ten in the morning in Amsterdam."""


def after(days: int) -> datetime:
    """Give the moment so many days after that Monday."""
    return MONDAY + timedelta(days=days)


FORMS: dict[str, dict[str, str]] = {
    "nevenfunctie": {
        "organisation": "Voetbalclub Always Forward",
        "kvk_number": "40624718",
        "position": "Penningmeester",
        "nature": "bestuur",
        "relation": "geen",
        "paid": "nee",
        "hours_per_week": "3,25",
        "during_working_hours": "nee",
        "uses_company_assets": "ja",
        "works_for_residents": "nee",
        "starts_on": "01-04-2026",
        "explanation": "Alleen in het weekend.",
    },
    "opdracht-verwante": {
        "supplier": "onbekend",
        "party_name": "Dakwerken Hoorn",
        "related_person": "Piet Jansen",
        "relation": "broer-zus",
        "interest": "eigenaar",
        "contract_description": "Daken van twaalf woningen\nin Hoorn",
        "contract_value": "123.456.789,99",
        "phase": "gegund",
        "awarded_on": "15-02-2026",
        "own_role": "geen",
        "procurement": "meervoudig",
        "procurement_rules_followed": "ja",
        "quotes_received": "3",
        "alternative_available": "onbekend",
    },
    "prive-leverancier": {
        "supplier": "20001",
        "service": "Schilderwerk",
        "amount": "2.500,10",
        "ordered_on": "10-03-2026",
        "discount": "consument",
        "business_contact": "ja",
        "business_contact_role": "betaalt",
        "market_conformity": "Drie offertes.",
    },
    "woning": {
        "occupant": "kind",
        "tenure": "huur",
        "owner": "intermaris",
        "channel": "woonmatch",
        "postcode": "1624 NP",
        "house_number": "12",
        "city": "Hoorn",
        "registration_number": "0012345",
        "allocation_ground": "inschrijfduur",
        "moves_in_on": "01-05-2026",
        "price": "712,50",
        "priority_or_discount": "nee",
        "involved_in_allocation": "nee",
        "already_tenant": "nee",
    },
    "uitnodiging": {
        "supplier": "onbekend",
        "party_name": "Bouwbedrijf Noord",
        "category": "b",
        "signed_contract": "ja",
        "tender_running": "nee",
        "kind": "diner",
        "description": "Diner na de bouwvergadering",
        "location": "Hoorn",
        "takes_place_on": "20-03-2026",
        "estimated_value": "45",
        "travel_paid": "nee",
        "partner_invited": "nee",
        "relation_purpose": "Goed voor de samenwerking.",
        "fits_function": "ja",
        "proportionate": "ja",
        "procurement_policy_read": "ja",
    },
}
"""A form of each type that can be submitted; supplier 20001 is :func:`known_supplier`."""


def known_supplier() -> Supplier:
    """Make the supplier that the forms name."""
    name = "Schilders & Zn. B.V."
    return Supplier(
        creditor_number="20001",
        name=name,
        normal_name=normal_form(name),
        kvk_number="12345678",
        category=Category.B,
        contract_from=date(2024, 1, 1),
        contract_until=date(2026, 12, 31),
        tender_running=True,
    )


@dataclass
class Story:
    """People who act on the register, each act a transaction of its own."""

    storage: Storage
    cast: dict[str, Person]

    async def submitted(
        self, who: str, slug: str, now: datetime, **answers: str
    ) -> tuple[UUID, str]:
        """Let somebody submit a declaration; give its key and number."""
        return await self.answered(who, uuid4(), slug, now, **answers)

    async def answered(
        self, who: str, key: UUID, slug: str, now: datetime, **answers: str
    ) -> tuple[UUID, str]:
        """Let somebody submit a form for this declaration; give its key and number."""
        await self.typed(who, key, slug, now, **answers)
        async with self.storage.transaction() as db:
            told = await submit(db, await self._actor(db, who, now), key, now)
        return key, told.number

    async def typed(self, who: str, key: UUID, slug: str, now: datetime, **answers: str) -> None:
        """Let somebody fill in a form without submitting it."""
        async with self.storage.transaction() as db:
            acting = await self._actor(db, who, now)
            explained = {Names(rule.id).text: "Zo zit het." for rule in explainable(slug)}
            typed = {**explained, **FORMS[slug], **answers}
            await save_draft(db, acting, key, TYPES[slug], typed, now)

    async def decided(
        self, who: str, key: UUID, decision: str, now: datetime, *conditions: tuple[str, str]
    ) -> None:
        """Let somebody decide, with conditions of a text and a day; who looks over it agrees."""
        reason = f"Reden om te {decision}."
        told = await self.said(who, key, decision, now, *conditions, reason=reason)
        if told.next_reviewer is not None:
            await self.said("bestuurssecretaris", key, "positief", now)

    async def said(
        self,
        who: str,
        key: UUID,
        decision: str,
        now: datetime,
        *conditions: tuple[str, str],
        reason: str = "Eens.",
    ) -> Outcome:
        """Let somebody take the step that waits."""
        async with self.storage.transaction() as db:
            declaration = await find(db, str(key))
            kind = TYPES[declaration.type]
            newest = (await revisions_of(db, kind, key))[-1]
            weighing = await weigh(db, kind, declaration, newest, now)
            typed = TypedDecision(
                declaration.version,
                decision,
                reason,
                [TypedCondition(*condition) for condition in conditions],
                seen=weighing.seen,
                acknowledged=True,
                acceptances={each.rule.id: "Akkoord." for each in weighing.to_accept()},
            )
            return await decide(db, await self._actor(db, who, now), key, typed, now)

    async def withdrawn(self, who: str, key: UUID, now: datetime) -> None:
        """Let somebody withdraw."""
        async with self.storage.transaction() as db:
            version = (await find(db, str(key))).version
            await withdraw(db, await self._actor(db, who, now), key, version, "Gaat niet door", now)

    async def ended(self, who: str, key: UUID, now: datetime) -> None:
        """Let somebody end what was approved."""
        async with self.storage.transaction() as db:
            version = (await find(db, str(key))).version
            day = f"{day_of(now):%d-%m-%Y}"
            await end(db, await self._actor(db, who, now), key, version, day, now)

    async def _actor(self, db: object, who: str, now: datetime) -> Actor:
        found = await actor(db, self.cast[who].key, day_of(now))  # type: ignore[arg-type]
        assert found is not None
        return found
