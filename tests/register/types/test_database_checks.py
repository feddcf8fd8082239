"""The tables of the typed records refuse by themselves what the form would refuse."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Declaration, Revision
from register.people import Person
from register.types import TYPES
from register.types.reading import read
from tests.conftest import NOW
from tests.register.types.answers import COMPLETE

pytestmark = pytest.mark.storage


async def submitted(db: AsyncSession, person: Person, slug: str) -> UUID:
    """Write a revision that has no details yet."""
    declaration = Declaration(type=slug, declarant_id=person.key, created_at=NOW, updated_at=NOW)
    db.add(declaration)
    await db.flush()
    revision = Revision(
        declaration_id=declaration.id,
        revision_number=1,
        submitted_at=NOW,
        submitted_by=person.key,
        code_edition="1",
        headline="Iets",
        declarant_name=person.name,
        declarant_staff_number=person.staff_number,
        declarant_job_title=person.job_title,
        declarant_department=person.department,
        declarant_key_function=False,
    )
    db.add(revision)
    await db.flush()
    return revision.id


def details(slug: str) -> dict[str, Any]:
    """Give the columns of complete and valid details."""
    kind = TYPES[slug]
    values = read(kind, COMPLETE[slug], {}).values
    return {field.name: values[field.name] for field in kind.own_fields}


CASES: list[tuple[str, str, dict[str, Any]]] = [
    # Filled in although not asked.
    ("opdracht-verwante", "awarded_on_asked", {"phase": "offerte"}),
    ("opdracht-verwante", "alternative_reason_asked", {"alternative_available": "nee"}),
    ("prive-leverancier", "business_contact_role_asked", {"business_contact": False}),
    ("woning", "registration_number_asked", {"channel": "gapph"}),
    ("woning", "allocation_ground_asked", {"tenure": "koop"}),
    ("woning", "independent_valuation_asked", {"independent_valuation": True}),
    ("woning", "change_requested_asked", {"already_tenant": False}),
    (
        "uitnodiging",
        "reputation_contribution_asked",
        {"kind": "diner", "aligned_with_communications": None},
    ),
    (
        "uitnodiging",
        "aligned_with_communications_asked",
        {"kind": "diner", "reputation_contribution": None},
    ),
    # Empty although asked and required.
    ("opdracht-verwante", "party_name_asked", {"party_name": None}),
    ("prive-leverancier", "party_name_asked", {"party_name": None}),
    ("uitnodiging", "category_asked", {"category": None}),
    ("uitnodiging", "signed_contract_asked", {"signed_contract": None}),
    ("uitnodiging", "tender_running_asked", {"tender_running": None}),
    ("nevenfunctie", "not-null", {"paid": None}),
    ("woning", "not-null", {"postcode": None}),
    # Not of its kind.
    ("nevenfunctie", "nature_known", {"nature": "geheim"}),
    ("nevenfunctie", "hours_per_week_in_range", {"hours_per_week": Decimal("60.01")}),
    ("nevenfunctie", "hours_per_week_in_range", {"hours_per_week": Decimal(-1)}),
    ("nevenfunctie", "organisation_not_blank", {"organisation": "  "}),
    ("nevenfunctie", "kvk_number_shape", {"kvk_number": "1234567"}),
    ("nevenfunctie", "kvk_number_shape", {"kvk_number": "1234567x"}),
    ("nevenfunctie", "ends_on_in_order", {"ends_on": date(2026, 3, 31)}),
    ("opdracht-verwante", "quotes_received_in_range", {"quotes_received": 51}),
    ("opdracht-verwante", "contract_value_not_negative", {"contract_value": Decimal("-0.01")}),
    ("prive-leverancier", "amount_not_negative", {"amount": Decimal("-0.01")}),
    ("prive-leverancier", "fk_", {"supplier": 999, "party_name": None, "kvk_number": None}),
    ("woning", "postcode_shape", {"postcode": "1624NP"}),
    ("woning", "postcode_shape", {"postcode": "0624 NP"}),
    ("woning", "overflow", {"price": Decimal(10) ** 9}),
    ("woning", "too long", {"house_number": "12345678901"}),
    ("uitnodiging", "category_known", {"category": "d"}),
    ("uitnodiging", "description_not_blank", {"description": " "}),
]


@pytest.mark.parametrize("slug", list(TYPES))
async def test_details_that_the_form_refuses_do_not_get_into_the_table(
    db: AsyncSession, organisation: dict[str, Person], slug: str
) -> None:
    table = TYPES[slug].table
    revision_id = await submitted(db, organisation["medewerker"], slug)
    for of, constraint, change in CASES:
        if of != slug:
            continue
        row = {"revision_id": revision_id, **details(slug), **change}
        with pytest.raises(DBAPIError) as refused:
            async with db.begin_nested():
                await db.exec(insert(table).values(row))
        assert constraint in str(refused.value), change
    async with db.begin_nested():
        await db.exec(insert(table).values(revision_id=revision_id, **details(slug)))
