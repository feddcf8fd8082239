"""What taking over an old list does: the concepts that are made, and the rows that are not."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from register.audit import canonical
from register.errors import Stale


@dataclass(frozen=True, slots=True)
class PlannedConcept:
    """A concept that is made of a row.

    Attributes:
        place: where the row stands: *Uitnodigingen, rij 7*.
        number: the staff number of whose it is.
        name: what they are called.
        type_title: the type of declaration.
        about: what it is about, in a few words; empty where the row does not tell.
        supplier: the creditor number of the supplier that was recognised, if one was.
    """

    place: str
    number: str
    name: str
    type_title: str
    about: str
    supplier: str | None


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row of somebody who cannot complete a concept, and why; no concept is made of it."""

    place: str
    number: str
    why: str


@dataclass(frozen=True)
class ConceptsPlan:
    """What taking over an old list does, or did.

    Attributes:
        file: the name of the file.
        sha256: the digest of the file, in hexadecimal.
        added: the concepts that are made, in the order of the rows.
        unchanged: how many rows were taken over before.
        skipped: the rows of which no concept is made.
        notes: sentences on what deserves a look before it is done.
    """

    file: str
    sha256: str
    added: Sequence[PlannedConcept] = ()
    unchanged: int = 0
    skipped: Sequence[SkippedRow] = ()
    notes: Sequence[str] = ()

    @property
    def changes_nothing(self) -> bool:
        """Tell whether no concept is made."""
        return not self.added

    @property
    def people(self) -> int:
        """How many people get a concept."""
        return len({concept.number for concept in self.added})

    @property
    def recognised(self) -> int:
        """Of how many concepts the supplier was recognised."""
        return sum(concept.supplier is not None for concept in self.added)

    @property
    def counts(self) -> str:
        """The outcome in a few words."""
        return (
            f"{len(self.added)} nieuwe concepten voor {self.people} medewerkers, "
            f"{self.unchanged} al eerder overgenomen, {len(self.skipped)} overgeslagen"
        )

    @property
    def outcome(self) -> str:
        """The digest of what it does, by which two plans are compared."""
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()


class ConceptsChanged(Stale):
    """The register changed since the plan was shown: the import would do something else now."""

    def __init__(self, plan: ConceptsPlan) -> None:
        super().__init__(
            "Het register is intussen gewijzigd. Er is nog niets ingelezen: bekijk wat er nu "
            "gebeurt en bevestig dat."
        )
        self.plan = plan
