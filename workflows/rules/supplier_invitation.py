"""The rules for an *uitnodiging van een leverancier*.

What the list of suppliers says of a supplier goes before what was filled in on the form.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from register.findings import Severity
from register.people import Office
from register.suppliers import SupplierFacts
from register.types.amounts import Money
from register.types.record import Values
from register.types.supplier_invitation import EventKind, StatedCategory
from workflows.facts import Facts
from workflows.rules.rule import (
    DECLARANT_UNKNOWN,
    NO_LIMIT,
    NOT_FILLED_IN,
    Complies,
    Departs,
    MustHold,
    NotApplicable,
    Outcome,
    Rule,
)
from workflows.rules.twelve_months import most_in_twelve_months

_TYPES = ("uitnodiging",)
_PLACE = "deel 3, §5"


class UI_1(Rule):
    """Je gaat alleen in op een uitnodiging van een leverancier waarmee je echt samenwerkt."""

    id = "UI-1"
    severity = Severity.EXPLAIN
    heavier = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = (
        "Kijk in het inkoopbeleid in welke categorie de leverancier valt. A mag, B leg je uit, "
        "en bij C of geen categorie zeg je nee."
    )

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at the category: of the list for a known supplier, else as it was filled in."""
        supplier = facts.known_supplier
        stated = supplier.category if supplier is not None else values.get("category")
        if supplier is None and stated is None:
            return NOT_FILLED_IN
        if stated == StatedCategory.A:
            return Complies()
        because = {"category": stated, **_listed(supplier)}
        if stated == StatedCategory.B:
            return Departs("De leverancier valt in categorie B.", because, self.severity)
        told: dict[str | None, str] = {
            None: "De leverancier heeft in de lijst van leveranciers geen categorie.",
            StatedCategory.C: "De leverancier valt in categorie C.",
            StatedCategory.ONBEKEND: "De categorie van de leverancier is niet bekend.",
        }
        return Departs(told[stated], because, self.heavier)


class UI_2(Rule):
    """Je gaat pas op een uitnodiging in als er een getekend contract is."""

    id = "UI-2"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Ga na of er op de dag zelf een getekende overeenkomst met de leverancier loopt."

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look for a contract on the day of the event; its first and last day count."""
        supplier = facts.known_supplier
        if supplier is None:
            signed = values.get("signed_contract")
            if signed is None:
                return NOT_FILLED_IN
            if signed:
                return Complies()
            return Departs("Er is geen getekende overeenkomst.", {"signed_contract": False})
        day = values.get("takes_place_on")
        if day is None:
            return NOT_FILLED_IN
        if _contract_runs(supplier, day):
            return Complies()
        return Departs(
            f"Volgens de lijst van leveranciers is er op {day:%d-%m-%Y} geen getekende "
            f"overeenkomst met {supplier.name}.",
            {
                "takes_place_on": day,
                "contract_from": supplier.contract_from,
                "contract_until": supplier.contract_until,
                **_listed(supplier),
            },
        )


class UI_3(Rule):
    """Zolang er een offerte of aanbesteding loopt, neem je geen uitnodiging aan."""

    id = "UI-3"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Zeg nee zolang de leverancier meedingt naar een opdracht."

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look whether one is running: on the list for a known supplier, else on the form."""
        supplier = facts.known_supplier
        running = supplier.tender_running if supplier else values.get("tender_running")
        if running is None:
            return NOT_FILLED_IN
        if not running:
            return Complies()
        told = "Er loopt een offerte of aanbesteding"
        return Departs(
            f"{told} met deze leverancier."
            if supplier is None
            else f"{told} met {supplier.name}, volgens de lijst van leveranciers.",
            {"tender_running": True, **_listed(supplier)},
        )


class UI_4(MustHold):
    """Een uitnodiging past bij je functie en bij het werk dat je doet."""

    id = "UI-4"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Past het niet bij je werk, leg dan uit waarom juist jij gaat."
    needs = ("fits_function",)
    departure = "Het past niet bij je functie en werk."


class UI_5(Rule):
    """Een uitnodiging is in verhouding: niet te groot, niet te duur."""

    id = "UI-5"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Gebruik je gezond verstand, en leg uit waarom het toch gepast is."
    needs = ("proportionate", "estimated_value")
    policy = ("invitation_explain",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Take the declarant's word, and the value where Intermaris has set a limit."""
        value, limit = values["estimated_value"], facts.policy.invitation_explain
        because: dict[str, object] = {}
        told = []
        if not values["proportionate"]:
            because["proportionate"] = False
            told.append("Je vindt het zelf niet in verhouding.")
        if limit is not None and value > limit:
            because.update(estimated_value=value, invitation_explain=limit)
            told.append(
                f"De waarde van {Money().shown(value)} per persoon is meer dan "
                f"{Money().shown(limit)}."
            )
        return Departs(" ".join(told), because) if told else Complies()


class UI_6(MustHold):
    """Voordat je op een uitnodiging ingaat, kijk je in het inkoopbeleid."""

    id = "UI-6"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Lees in het inkoopbeleid wat er over uitnodigingen staat, of leg uit waarom niet."
    needs = ("procurement_policy_read",)
    departure = "Je hebt het inkoopbeleid niet geraadpleegd."


class UI_7(Rule):
    """Een viering draagt bij aan onze goede naam en is afgestemd met team communicatie."""

    id = "UI-7"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Overleg met team communicatie en schrijf op wat de viering ons imago brengt."
    adviser = Office.COMMUNICATIE
    needs = ("kind",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at a celebration: is it aligned, and does it say something on reputation?"""
        del facts
        if values["kind"] != EventKind.VIERING:
            return NotApplicable("Deze regel gaat over een viering of jubileum.")
        because: dict[str, object] = {}
        told = []
        aligned = values.get("aligned_with_communications")
        if not aligned:
            because["aligned_with_communications"] = aligned
            told.append(
                "De viering is niet afgestemd met team communicatie."
                if aligned is False
                else "Er staat niet of de viering is afgestemd met team communicatie."
            )
        if not values.get("reputation_contribution"):
            because["reputation_contribution"] = None
            told.append("Er staat niet wat de viering bijdraagt aan onze reputatie.")
        return Departs(" ".join(told), because) if told else Complies()


class UI_8(Rule):
    """Een leverancier betaalt niet je reis of verblijf, en nodigt niet je partner mee uit."""

    id = "UI-8"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Laat de leverancier dit niet betalen, of leg uit waarom het gepast is."
    _told: ClassVar = {
        "travel_paid": "De leverancier betaalt reis of verblijf.",
        "partner_invited": "Je partner of een introducé gaat mee.",
    }

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart as soon as either comes with the invitation."""
        del facts
        answers = {name: values.get(name) for name in self._told}
        because: dict[str, object] = {name: True for name, answer in answers.items() if answer}
        if because:
            return Departs(" ".join(self._told[name] for name in because), because)
        return NOT_FILLED_IN if None in answers.values() else Complies()


class UI_9(Rule):
    """Je laat je niet telkens door dezelfde leverancier uitnodigen."""

    id = "UI-9"
    severity = Severity.NOTICE
    place = _PLACE
    types = _TYPES
    asks = "Kijk hoe vaak je in twaalf maanden door deze leverancier bent uitgenodigd."
    needs = ("takes_place_on",)
    policy = ("invitation_count_notice",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Count this person's invitations of this supplier in any twelve months around it."""
        limit = facts.policy.invitation_count_notice
        if limit is None:
            return NO_LIMIT
        others = [
            (each.values["takes_place_on"], Decimal(1))
            for each in facts.earlier_of("uitnodiging")
            if each.same_party
        ]
        count = int(most_in_twelve_months((values["takes_place_on"], Decimal(1)), others))
        if count >= limit:
            return Departs(
                f"Met deze erbij heeft deze leverancier je in twaalf maanden {count} keer "
                f"uitgenodigd. Vanaf {limit} keer kijkt Intermaris hiernaar.",
                {"invitations_in_twelve_months": count, "invitation_count_notice": limit},
            )
        return DECLARANT_UNKNOWN if facts.declarant is None else Complies()


def _contract_runs(supplier: SupplierFacts, day: date) -> bool:
    """Tell whether a contract runs on a day; one of its two dates may be open, not both."""
    first, last = supplier.contract_from, supplier.contract_until
    if first is None and last is None:
        return False
    return (first is None or first <= day) and (last is None or day <= last)


def _listed(supplier: SupplierFacts | None) -> dict[str, object]:
    """Give the supplier of the list that was looked at, where there is one."""
    return {} if supplier is None else {"supplier": supplier.creditor_number}
