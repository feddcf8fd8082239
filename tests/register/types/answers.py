"""Complete answers to each form, and what Hypothesis can think of as answers."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from register.suppliers import Category, SupplierFacts
from register.types import TYPES
from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier, KvkNumber, Postcode
from register.types.fields import Asked
from register.types.kinds import Choice, Kind, Text, Unreadable, YesNo

_UNKNOWN_PARTY = {
    "supplier": "onbekend",
    "party_name": "Bakkerij De Gouden Krakeling",
    "kvk_number": "12345678",
}

COMPLETE: dict[str, dict[str, str]] = {
    "nevenfunctie": {
        "organisation": "Stichting Hoorns Jeugdtheater",
        "kvk_number": "37123456",
        "position": "Penningmeester",
        "nature": "bestuur",
        "relation": "geen",
        "paid": "nee",
        "hours_per_week": "3,5",
        "during_working_hours": "nee",
        "uses_company_assets": "nee",
        "works_for_residents": "nee",
        "starts_on": "01-04-2026",
        "ends_on": "31-12-2027",
    },
    "opdracht-verwante": {
        **_UNKNOWN_PARTY,
        "related_person": "Jan Jansen",
        "relation": "broer-zus",
        "interest": "eigenaar",
        "contract_description": "Schilderwerk van twaalf portieken",
        "contract_value": "12.500,00",
        "phase": "gegund",
        "awarded_on": "01-03-2026",
        "own_role": "geen",
        "procurement": "meervoudig",
        "procurement_rules_followed": "ja",
        "quotes_received": "3",
        "market_conformity": "Drie offertes vergeleken.",
        "alternative_available": "ja",
        "alternative_reason": "Duurder en later klaar.",
    },
    "prive-leverancier": {
        **_UNKNOWN_PARTY,
        "service": "Schilderwerk aan mijn eigen huis",
        "amount": "1.234,50",
        "ordered_on": "15-03-2026",
        "discount": "consument",
        "business_contact": "ja",
        "business_contact_role": "bestelt",
        "market_conformity": "Twee andere offertes gevraagd.",
    },
    "woning": {
        "occupant": "kind",
        "tenure": "huur",
        "owner": "intermaris",
        "channel": "woonmatch",
        "postcode": "1624 NP",
        "house_number": "12",
        "addition": "a",
        "city": "Hoorn",
        "registration_number": "WM-0042",
        "allocation_ground": "inschrijfduur",
        "moves_in_on": "01-05-2026",
        "price": "734,12",
        "priority_or_discount": "nee",
        "involved_in_allocation": "nee",
        "already_tenant": "ja",
        "change_requested": "geen",
    },
    "uitnodiging": {
        **_UNKNOWN_PARTY,
        "category": "a",
        "signed_contract": "ja",
        "tender_running": "nee",
        "kind": "viering",
        "description": "Vijftigjarig bestaan",
        "location": "Enkhuizen",
        "takes_place_on": "20-06-2026",
        "estimated_value": "75",
        "travel_paid": "nee",
        "partner_invited": "ja",
        "relation_purpose": "We werken al twintig jaar samen.",
        "fits_function": "ja",
        "proportionate": "ja",
        "procurement_policy_read": "ja",
        "reputation_contribution": "Onze naam staat op het bord.",
        "aligned_with_communications": "nee",
    },
}
"""A form of each type as somebody fills it in completely; its party is not in the list."""

CLEAN: dict[str, dict[str, str]] = {
    **COMPLETE,
    "opdracht-verwante": {
        **COMPLETE["opdracht-verwante"],
        "awarded_on": "01-04-2026",
        "alternative_available": "nee",
    },
    "prive-leverancier": {**COMPLETE["prive-leverancier"], "business_contact": "nee"},
    "uitnodiging": {
        **COMPLETE["uitnodiging"],
        "partner_invited": "nee",
        "aligned_with_communications": "ja",
    },
}
"""A form of each type from which no rule departs on 10 March 2026."""

SUPPLIER = SupplierFacts(
    id=7,
    creditor_number="C-1001",
    name="Schildersbedrijf De Kwast B.V.",
    kvk_number="37000001",
    category=Category.A,
    contract_from=date(2024, 1, 1),
    contract_until=None,
    tender_running=False,
    address="Kade 1, Hoorn",
)
KNOWN = {SUPPLIER.creditor_number: SUPPLIER}


def without(slug: str, *fields: str, **changes: str) -> dict[str, str]:
    """Give complete answers without some fields and with others changed."""
    kept = {name: text for name, text in COMPLETE[slug].items() if name not in fields}
    return {**kept, **changes}


def every_kind() -> list[Kind]:
    """Give each kind of value that some field of some type holds, once."""
    kinds = {field.kind for kind in TYPES.values() for field in kind.fields}
    return sorted((kind for kind in kinds if not isinstance(kind, KnownSupplier)), key=repr)


def _readable(kind: Text) -> st.SearchStrategy[str]:
    def read(typed: str) -> str | None:
        try:
            return kind.read(typed.strip())
        except Unreadable:
            return None

    signs = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
    texts = st.text(signs, min_size=1, max_size=min(kind.length, 40)).map(read)
    return texts.filter(bool).map(str)


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Give every value that a kind can hold."""
    match kind:
        case Text():
            return _readable(kind)
        case Money():
            return st.decimals(0, Decimal("999999999.99"), places=2)
        case Amount(decimals=0):
            return st.integers(kind.lowest, kind.highest)
        case Amount():
            return st.decimals(kind.lowest, kind.highest, places=kind.decimals)
        case Day():
            return st.dates(date(1900, 1, 1), date(2099, 12, 31))
        case KvkNumber() | Postcode():
            return st.from_regex(kind.pattern, fullmatch=True)
        case Choice():
            return st.sampled_from(list(kind.choices))
        case YesNo():
            return st.booleans()
        case KnownSupplier():
            return st.sampled_from([SUPPLIER, None])
        case _:
            raise AssertionError(f"{kind} is new: say here which values it has.")


def typed_for(field: Asked) -> st.SearchStrategy[str]:
    """Give what somebody may type in a field: a good answer, nothing, or anything at all."""
    good = values_of(field.kind).map(field.kind.typed)
    return st.one_of(good, good, good, st.just(""), st.text(max_size=20))


def form_of(slug: str) -> st.SearchStrategy[dict[str, str]]:
    """Give forms of a type as people may send them, conditions kept or not."""
    return st.fixed_dictionaries({field.name: typed_for(field) for field in TYPES[slug].fields})


def good_form_of(slug: str) -> st.SearchStrategy[dict[str, str]]:
    """Give forms of a type in which every field, asked or not, has an answer of its kind."""
    return st.fixed_dictionaries(
        {field.name: values_of(field.kind).map(field.kind.typed) for field in TYPES[slug].fields}
    )
