"""The rules for every declaration, of whatever type."""

from register.findings import Severity
from register.types import TYPES
from register.types.record import Values
from workflows.facts import Facts
from workflows.rules.rule import (
    DECLARANT_UNKNOWN,
    NOT_FILLED_IN,
    Complies,
    Departs,
    NotApplicable,
    Outcome,
    Rule,
)

_EVERY = tuple(TYPES)
_NO_PARTY = NotApplicable("Deze verklaring gaat niet over een andere partij.")


class AL_1(Rule):
    """Je meldt iets vooraf, en uiterlijk op de dag dat het begint."""

    id = "AL-1"
    severity = Severity.EXPLAIN
    place = "deel 4, Verantwoording afleggen; deel 3, §4"
    types = _EVERY
    asks = "Meld het zodra je het weet. Is het al begonnen, leg dan uit waarom je nu pas meldt."

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Compare the day on which it starts with the day of first submission."""
        field = TYPES[facts.type].field(TYPES[facts.type].starts)
        starts = values.get(field.name)
        if starts is None:
            return NOT_FILLED_IN
        late = (facts.first_submitted_on - starts).days
        if late <= 0:
            return Complies()
        return Departs(
            f"{field.label}: {starts:%d-%m-%Y}. Dat is {late} {'dag' if late == 1 else 'dagen'} "
            f"voordat je het meldt ({facts.first_submitted_on:%d-%m-%Y}).",
            {
                field.name: starts,
                "first_submitted_on": facts.first_submitted_on,
                "days_late": late,
            },
        )


class AL_2(Rule):
    """Alles wat je met één partij hebt, wordt samen bekeken."""

    id = "AL-2"
    severity = Severity.NOTICE
    place = "deel 3, §5"
    types = _EVERY
    asks = "Kijk of het nog goed voelt als je al je verklaringen over deze partij bij elkaar ziet."

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look for live declarations of the same person on the same party."""
        del values
        if not facts.has_party:
            return _without_party(facts.type)
        if facts.declarant is None:
            return DECLARANT_UNKNOWN
        numbers = [each.number for each in facts.earlier if each.same_party]
        if not numbers:
            return Complies()
        return Departs(
            f"Over deze partij heb je ook {_listed(numbers)} ingediend.",
            {"same_party_declarations": tuple(numbers)},
        )


class AL_3(Rule):
    """Heb je een sleutelfunctie, dan leg je meer verantwoording af dan anderen."""

    id = "AL-3"
    severity = Severity.NOTICE
    place = "deel 3, §5"
    types = _EVERY
    asks = "Met een sleutelfunctie kijkt bij alles wat je meldt ook de bestuurssecretaris mee."
    second_pair = True

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look whether the declarant holds a key function."""
        del values
        if facts.declarant is None:
            return DECLARANT_UNKNOWN
        if not facts.declarant.key_function:
            return Complies()
        return Departs(
            "Je hebt een sleutelfunctie. Daarom kijkt ook de bestuurssecretaris mee.",
            {"key_function": True},
        )


class AL_4(Rule):
    """Hebben meer mensen uit één lijn iets met dezelfde partij, dan weegt dat mee."""

    id = "AL-4"
    severity = Severity.NOTICE
    place = "deel 3, §5"
    types = _EVERY
    asks = "Je hoeft hier niets voor te doen: wie beoordeelt, ziet dat het zo is, niet van wie."
    for_reviewers = True

    def weigh(self, values: Values, facts: Facts) -> Outcome:
        """Look whether a colleague in the same approval line has this party too."""
        del values
        if not facts.has_party:
            return _without_party(facts.type)
        if facts.colleague_has_same_party is None:
            return DECLARANT_UNKNOWN
        if not facts.colleague_has_same_party:
            return Complies()
        return Departs(
            "Ook van een collega in dezelfde lijn staat er een verklaring over deze partij.",
            {"colleague_has_same_party": True},
        )


def _without_party(slug: str) -> NotApplicable:
    """Tell whether a type has no party at all, or the party is not filled in yet."""
    kind = TYPES[slug]
    empty = {asked.name: None for asked in kind.fields}
    return _NO_PARTY if kind.counterparty(empty) is None else NOT_FILLED_IN


LISTED_AT_MOST = 10
"""How many numbers a sentence names; beyond that it tells how many there are."""


def _listed(numbers: list[str]) -> str:
    if len(numbers) > LISTED_AT_MOST:
        rest = len(numbers) - LISTED_AT_MOST
        return f"{', '.join(numbers[:LISTED_AT_MOST])} en nog {rest} andere"
    *first, last = numbers
    return f"{', '.join(first)} en {last}" if first else last
