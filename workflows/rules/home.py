"""The rules for a *woning*. They look at homes of Intermaris; those of others are free."""

from typing import ClassVar

from register.findings import Severity
from register.types.home import (
    AllocationGround,
    ChangeRequested,
    Channel,
    Occupant,
    Owner,
    Tenure,
)
from register.types.record import Values
from workflows.facts import Facts
from workflows.rules.rule import (
    NOT_FILLED_IN,
    Complies,
    Departs,
    MustNotHold,
    NotApplicable,
    Outcome,
    Rule,
)

_TYPES = ("woning",)
_PLACE = "deel 3, §4"
_OTHER_OWNER = NotApplicable("Deze regel gaat over woningen van Intermaris.")
_OTHER_TENURE = NotApplicable("Deze regel gaat over een ander soort huur of koop.")
_NO_TENANT = NotApplicable("Deze regel gaat over wie al van Intermaris huurt.")


class _IntermarisHome(Rule):
    """A rule that says nothing of the home of another owner."""

    def judge(self, values: Values, facts: Facts) -> Outcome:
        """Set the homes of others apart before anything else."""
        owner = values.get("owner")
        if owner is None:
            return NOT_FILLED_IN
        return super().judge(values, facts) if owner == Owner.INTERMARIS else _OTHER_OWNER


class WO_1(_IntermarisHome):
    """Jij en je kinderen kunnen niet in een antikraakwoning van Intermaris wonen."""

    id = "WO-1"
    severity = Severity.EXCLUSION
    place = _PLACE
    types = _TYPES
    asks = (
        "Zoek een antikraakwoning of tijdelijke woning van een andere eigenaar; dat mag wel, ook "
        "via Gapph."
    )
    needs = ("tenure", "occupant")

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Exclude the declarant and their children, whatever the function."""
        del facts
        if values["tenure"] != Tenure.ANTIKRAAK:
            return _OTHER_TENURE
        told = {Occupant.ZELF: "jezelf", Occupant.KIND: "je kind"}
        if values["occupant"] not in told:
            return Complies()
        return Departs(
            f"Dit is een antikraakwoning van Intermaris voor {told[values['occupant']]}. Dat kan "
            "niet, wat je functie ook is. Antikraak van een andere eigenaar mag wel.",
            {name: values[name] for name in ("tenure", "owner", "occupant")},
        )


class WO_2(_IntermarisHome, MustNotHold):
    """Je krijgt nooit voorrang of korting op een woning van Intermaris."""

    id = "WO-2"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Wacht je beurt af en betaal wat ieder ander betaalt."
    needs = ("priority_or_discount",)
    departure = "Er is voorrang of korting gegeven."


class WO_3(_IntermarisHome):
    """Je huurt of koopt een woning van Intermaris langs dezelfde weg als ieder ander."""

    id = "WO-3"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Huur via WoonMatch, of koop via de gewone verkoop."
    needs = ("tenure", "channel")

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Hold each tenure to its channel; a temporary rent may not be placed directly."""
        del facts
        tenure, channel = values["tenure"], values["channel"]
        told = {
            Tenure.HUUR: "Deze huurwoning is niet via WoonMatch toegewezen",
            Tenure.KOOP: "Deze woning is niet via de gewone verkoop gekocht",
            Tenure.TIJDELIJK: "Deze tijdelijke woning is rechtstreeks toegewezen",
        }
        right = {
            Tenure.HUUR: channel == Channel.WOONMATCH,
            Tenure.KOOP: channel == Channel.VERKOOP,
            Tenure.TIJDELIJK: channel != Channel.DIRECT,
        }
        if tenure not in right:
            return _OTHER_TENURE
        if right[tenure]:
            return Complies()
        return Departs(
            f"{told[tenure]} (toewijzing via: {Channel(channel).label}).",
            {"tenure": tenure, "channel": channel},
        )


class WO_4(_IntermarisHome, MustNotHold):
    """Bij een woning voor jezelf of een bekende blijf je weg van toewijzing en verkoop."""

    id = "WO-4"
    severity = Severity.PROHIBITION
    place = f"{_PLACE}; deel 2, Vier-ogen-principe"
    types = _TYPES
    asks = "Laat een collega de toewijzing, taxatie of verkoop doen."
    needs = ("involved_in_allocation",)
    departure = "Je bent zelf betrokken bij de toewijzing, taxatie of verkoop van deze woning."


class WO_5(_IntermarisHome):
    """Familie en vrienden krijgen een tijdelijke woning alleen langs de gewone weg."""

    id = "WO-5"
    severity = Severity.PROHIBITION
    place = _PLACE
    types = _TYPES
    asks = "Verwijs je familie of vrienden naar de gewone procedure; regel zelf niets voor hen."
    needs = ("tenure", "occupant", "channel")
    _close: ClassVar = {
        Occupant.FAMILIE: "Je familie",
        Occupant.BEKENDE: "Een bekende van je",
        Occupant.PARTNER: "Je partner",
    }

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where somebody close was placed directly in an antikraak or temporary home."""
        del facts
        if values["tenure"] not in (Tenure.ANTIKRAAK, Tenure.TIJDELIJK):
            return _OTHER_TENURE
        if values["occupant"] not in self._close:
            return NotApplicable("Deze regel gaat over een woning voor familie of vrienden.")
        if values["channel"] != Channel.DIRECT:
            return Complies()
        return Departs(
            f"{self._close[values['occupant']]} krijgt deze tijdelijke woning rechtstreeks, buiten "
            "de gewone procedure om.",
            {name: values[name] for name in ("tenure", "occupant", "channel")},
        )


class WO_6(_IntermarisHome):
    """Koop je een woning van Intermaris, dan stelt een onafhankelijke taxateur de prijs vast."""

    id = "WO-6"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Laat de woning onafhankelijk taxeren, of leg uit waarom dat niet is gebeurd."
    needs = ("tenure",)

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where no independent valuation is known."""
        del facts
        if values["tenure"] != Tenure.KOOP:
            return _OTHER_TENURE
        valued = values.get("independent_valuation")
        if valued:
            return Complies()
        return Departs(
            "Er is geen onafhankelijke taxatie."
            if valued is False
            else "Er staat niet of er een onafhankelijke taxatie is.",
            {"tenure": values["tenure"], "independent_valuation": valued},
        )


class _TenantRule(_IntermarisHome):
    """A rule for who rents from Intermaris already and asks for a change."""

    needs = ("already_tenant",)
    told: ClassVar[dict[str, str]]

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Depart where one of these changes is asked for."""
        del facts
        if not values["already_tenant"]:
            return _NO_TENANT
        change = values.get("change_requested")
        if change not in self.told:
            return Complies()
        return Departs(self.told[change], {"already_tenant": True, "change_requested": change})


class WO_7(_TenantRule):
    """Je eigen huur of wachtpunten verander je alleen langs de gewone, strenge controles."""

    id = "WO-7"
    severity = Severity.EXPLAIN
    place = f"{_PLACE} en §5"
    types = _TYPES
    asks = "Leg uit waarom je de wijziging vraagt, en laat een collega haar doorvoeren."
    told: ClassVar = {
        ChangeRequested.HUURHOOGTE: "Je vraagt als huurder om een andere huur.",
        ChangeRequested.WACHTPUNTEN: "Je vraagt als huurder om andere punten of wachtjaren.",
    }


class WO_8(_TenantRule):
    """Woon je in een woning van Intermaris, dan word je niet eerder of beter geholpen."""

    id = "WO-8"
    severity = Severity.NOTICE
    place = "deel 3, §5"
    types = _TYPES
    asks = "Vraag onderhoud aan zoals iedere huurder, en niet bij een collega die je kent."
    told: ClassVar = {ChangeRequested.ONDERHOUD: "Je vraagt als huurder om onderhoud."}


class WO_9(_IntermarisHome):
    """Van elke toewijzing is te zien waarom juist deze huurder de woning kreeg."""

    id = "WO-9"
    severity = Severity.EXPLAIN
    place = _PLACE
    types = _TYPES
    asks = "Vul je inschrijfnummer van WoonMatch in, en leg een bijzondere toewijzing uit."
    needs = ("tenure", "channel")

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look at a rent through WoonMatch: is there a number, and an ordinary ground?"""
        del facts
        if values["tenure"] not in (Tenure.HUUR, Tenure.TIJDELIJK):
            return _OTHER_TENURE
        if values["channel"] != Channel.WOONMATCH:
            return NotApplicable("Deze regel gaat over huren via WoonMatch.")
        ground = values.get("allocation_ground")
        because: dict[str, object] = {}
        told = []
        if not values.get("registration_number"):
            because["registration_number"] = None
            told.append("Er is geen inschrijfnummer van WoonMatch ingevuld.")
        if ground in (AllocationGround.DIRECTE_BEMIDDELING, AllocationGround.ANDERS):
            because["allocation_ground"] = ground
            told.append(f"De toewijzingsgrond is '{AllocationGround(ground).label}'.")
        return Departs(" ".join(told), because) if told else Complies()
