"""The fields of every type against the list that the organisation agreed on."""

import pytest

from register.types import TYPES
from register.types.amounts import Amount, Day, Money
from register.types.codes import KnownSupplier, KvkNumber, Postcode
from register.types.kinds import Choice, LongText, Text, YesNo
from register.types.record import EXPLANATION

AGREED = {
    "nevenfunctie": """
        organisation | Organisatie | text
        kvk_number? | KVK-nummer | kvk
        position | Functie of werkzaamheden | text
        nature | Aard | choice
        relation | Band met Intermaris | choice
        paid | Betaald | yes/no
        hours_per_week | Uren per week | number
        during_working_hours | (Deels) in werktijd | yes/no
        uses_company_assets | Gebruik van middelen van Intermaris | yes/no
        works_for_residents | Werk voor bewoners van Intermaris | yes/no
        starts_on | Begindatum | date
        ends_on? | Einddatum | date
    """,
    "opdracht-verwante": """
        supplier | Opdrachtnemer | supplier
        party_name -> supplier | Naam van de opdrachtnemer | text
        kvk_number? -> supplier | KVK-nummer | kvk
        related_person | Naam van de bekende | text
        relation | Relatie | choice
        interest | Belang van de bekende | choice
        contract_description | Omschrijving van de opdracht | text
        contract_value? | Waarde (excl. btw) | money
        phase | Fase | choice
        awarded_on? -> phase | Gegund op | date
        own_role | Mijn rol bij deze opdracht | choice
        procurement | Inkoopprocedure | choice
        procurement_rules_followed | Inkoopregels gevolgd | choice
        quotes_received? | Aantal offertes | number
        market_conformity? | Waarom marktconform | text
        alternative_available | Goed alternatief beschikbaar | choice
        alternative_reason? -> alternative_available | Waarom niet gekozen | text
    """,
    "prive-leverancier": """
        supplier | Leverancier | supplier
        party_name -> supplier | Naam van de leverancier | text
        kvk_number? -> supplier | KVK-nummer | kvk
        service | Dienst of product | text
        amount | Bedrag (incl. btw) | money
        ordered_on | Datum van de opdracht | date
        discount | Korting | choice
        business_contact | Ik heb in mijn werk met deze leverancier te maken | yes/no
        business_contact_role? -> business_contact | Mijn rol | choice
        market_conformity | Waaruit blijkt dat de prijs marktconform is | text
    """,
    "woning": """
        occupant | Voor wie | choice
        tenure | Soort | choice
        owner | Eigenaar | choice
        channel | Toewijzing via | choice
        postcode | Postcode | postcode
        house_number | Huisnummer | text
        addition? | Toevoeging | text
        city | Plaats | text
        registration_number? -> channel | Inschrijfnummer WoonMatch | text
        allocation_ground? -> tenure | Toewijzingsgrond | choice
        moves_in_on | Datum van betrekken of overdracht | date
        price | Huur per maand of koopprijs | money
        priority_or_discount | Voorrang of korting gekregen | yes/no
        involved_in_allocation | Ik ben betrokken bij toewijzing, taxatie of verkoop | yes/no
        independent_valuation? -> tenure | Onafhankelijke taxatie | yes/no
        already_tenant | Ik huur al van Intermaris | yes/no
        change_requested? -> already_tenant | Gevraagde wijziging | choice
    """,
    "uitnodiging": """
        supplier | Leverancier | supplier
        party_name -> supplier | Naam van de leverancier | text
        kvk_number? -> supplier | KVK-nummer | kvk
        kind | Soort | choice
        description | Omschrijving | text
        location | Plaats | text
        takes_place_on | Datum | date
        estimated_value | Geschatte waarde per persoon | money
        travel_paid | Reis of verblijf betaald door leverancier | yes/no
        partner_invited | Partner of introducé mee | yes/no
        category -> supplier | Categorie | choice
        signed_contract -> supplier | Getekende overeenkomst | yes/no
        tender_running -> supplier | Offerte of aanbesteding loopt | yes/no
        relation_purpose | Waarom zinvol voor de samenwerking | text
        fits_function | Past bij mijn functie en werk | yes/no
        proportionate | Ik vind het in verhouding | yes/no
        procurement_policy_read | Ik heb het inkoopbeleid geraadpleegd | yes/no
        reputation_contribution? -> kind | Bijdrage aan reputatie en imago | text
        aligned_with_communications? -> kind | Afgestemd met team communicatie | yes/no
    """,
}
"""Field, ``?`` where it may stay empty, ``->`` the field its condition looks at; label; kind."""

KINDS = {
    "text": (Text,),
    "kvk": (KvkNumber,),
    "postcode": (Postcode,),
    "choice": (Choice,),
    "yes/no": (YesNo,),
    "number": (Amount,),
    "money": (Money,),
    "date": (Day,),
    "supplier": (KnownSupplier,),
}

CHOICES = {
    "nevenfunctie.nature": "bestuur toezicht dienstverband onderneming vrijwilliger anders",
    "nevenfunctie.relation": "geen leverancier huurder gemeente corporatie vastgoed anders",
    "opdracht-verwante.relation": (
        "partner kind ouder broer-zus familie bekende zakenpartner zelf"
    ),
    "opdracht-verwante.interest": "eigenaar bestuurder werknemer onderaannemer",
    "opdracht-verwante.phase": "verkenning offerte aanbesteding gegund lopend afgerond",
    "opdracht-verwante.own_role": ("geen aanvrager beoordelaar budgethouder contractbeheerder"),
    "opdracht-verwante.procurement": (
        "enkelvoudig meervoudig aanbesteding raamovereenkomst onbekend"
    ),
    "opdracht-verwante.procurement_rules_followed": "ja nee onbekend",
    "opdracht-verwante.alternative_available": "ja nee onbekend",
    "prive-leverancier.discount": "geen consument persoonlijk intermaris",
    "prive-leverancier.business_contact_role": "bestelt beoordeelt betaalt contract anders",
    "woning.occupant": "zelf kind partner familie bekende",
    "woning.tenure": "huur koop tijdelijk antikraak",
    "woning.owner": "intermaris andere-corporatie ander",
    "woning.channel": "woonmatch gapph verkoop direct anders",
    "woning.allocation_ground": "inschrijfduur urgentie loting directe-bemiddeling anders",
    "woning.change_requested": "geen huurhoogte wachtpunten onderhoud",
    "uitnodiging.kind": "evenement diner sport-cultuur reis viering congres anders",
    "uitnodiging.category": "a b c onbekend",
}

SHEETS = [
    ("nevenfunctie", "Nevenfuncties"),
    ("opdracht-verwante", "Opdrachten verwanten"),
    ("prive-leverancier", "Privégebruik leveranciers"),
    ("woning", "Woningen"),
    ("uitnodiging", "Uitnodigingen"),
]
SLUGS = list(TYPES)


def agreed(slug: str) -> dict[str, tuple[bool, str | None, str, str]]:
    """Give the agreed fields: whether optional, what the condition looks at, label and kind."""
    fields = {}
    for line in AGREED[slug].strip().splitlines():
        name, label, kind = (part.strip() for part in line.split(" | "))
        name, _, governor = (part.strip() for part in name.partition("->"))
        fields[name.rstrip("?")] = (name.endswith("?"), governor or None, label, kind)
    return fields


def test_there_are_five_types_each_with_the_title_of_its_sheet() -> None:
    assert [(kind.slug, kind.sheet_title) for kind in TYPES.values()] == SHEETS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_type_asks_the_agreed_fields_under_the_agreed_labels(slug: str) -> None:
    asked = {
        field.name: (field.optional, field.when.field if field.when else None, field.label)
        for field in TYPES[slug].own_fields
    }
    assert asked == {name: facts[:3] for name, facts in agreed(slug).items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_field_holds_the_agreed_kind_of_value(slug: str) -> None:
    for name, (_, _, _, kind) in agreed(slug).items():
        assert isinstance(TYPES[slug].field(name).kind, KINDS[kind]), name


@pytest.mark.parametrize(("field", "slugs"), CHOICES.items())
def test_a_list_offers_the_agreed_choices(field: str, slugs: str) -> None:
    slug, _, name = field.partition(".")
    assert [option.value for option in TYPES[slug].field(name).kind.options()] == slugs.split()


def test_every_list_of_choices_is_held_to_the_agreed_one() -> None:
    lists = {
        f"{kind.slug}.{field.name}"
        for kind in TYPES.values()
        for field in kind.fields
        if isinstance(field.kind, Choice)
    }
    assert lists == set(CHOICES)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_sections_of_a_form_hold_every_field_exactly_once(slug: str) -> None:
    kind = TYPES[slug]
    in_sections = [name for section in kind.form for name in section.fields]
    assert sorted(in_sections) == sorted(field.name for field in kind.fields)
    assert len({section.title for section in kind.form}) == len(kind.form)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_condition_looks_at_a_field_that_is_asked_earlier_on_the_form(slug: str) -> None:
    kind = TYPES[slug]
    by_column = [field.name for field in kind.fields]
    on_form = [name for section in kind.form for name in section.fields]
    for field in kind.fields:
        if field.when is not None:
            for order in (by_column, on_form):
                assert order.index(field.when.field) < order.index(field.name), field.name


@pytest.mark.parametrize("slug", SLUGS)
def test_every_field_says_in_a_sentence_what_to_do_when_it_is_empty(slug: str) -> None:
    for field in TYPES[slug].own_fields:
        assert field.missing[0].isupper(), field.name
        assert field.missing.endswith("."), field.name
        assert "U " not in field.missing, field.name
        assert " uw " not in field.missing, field.name


@pytest.mark.parametrize("slug", SLUGS)
def test_every_declaration_may_be_explained(slug: str) -> None:
    assert TYPES[slug].fields[-1] is EXPLANATION
    assert EXPLANATION.optional
    assert EXPLANATION.label == "Toelichting"


@pytest.mark.parametrize("slug", SLUGS)
def test_names_hold_200_signs_and_explanations_4000(slug: str) -> None:
    for field in TYPES[slug].fields:
        if isinstance(field.kind, LongText):
            assert field.kind.length == 4_000, field.name
        elif isinstance(field.kind, Text):
            assert field.kind.length <= 200, field.name


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_declaration_begins_on_is_one_of_its_days(slug: str) -> None:
    kind = TYPES[slug]
    assert isinstance(kind.field(kind.starts).kind, Day)
    with pytest.raises(KeyError):
        kind.field("bsn")
