"""Refusals: each kind once, with its HTTP status and the Dutch sentence that people read.

A refusal is raised, never returned: raising rolls the transaction back, so a refused action leaves
nothing half done. The web renders it as a page, the command line as a line and exit status 1.
"""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):  # noqa: N818 — a refusal is an answer, not a fault
    """An action that the register does not allow, told in one Dutch sentence."""

    status: ClassVar[int] = 409
    sentence: str

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Refusal):
    """What was asked for does not exist, or may not be seen: the answer is the same for both."""

    status = 404

    def __init__(self, sentence: str = "Deze pagina bestaat niet.") -> None:
        super().__init__(sentence)


class NotSignedIn(Refusal):
    """The page is for people who have signed in."""

    status = 401

    def __init__(self, sentence: str = "Log eerst in.") -> None:
        super().__init__(sentence)


class Stale(Refusal):
    """Somebody, or another tab, was earlier: what was on the screen no longer holds."""

    status = 409


class Unsuitable(Refusal):
    """The action does not fit the state that the declaration is in."""

    status = 409


class Busy(Refusal):
    """Something else has to be finished first; a little later it can be done."""

    status = 409


class Invalid(Refusal):
    """What was filled in cannot be accepted; ``errors`` names each field with its sentence."""

    status = 422
    errors: Mapping[str, str]

    def __init__(
        self, errors: Mapping[str, str], sentence: str = "Controleer je antwoorden."
    ) -> None:
        super().__init__(sentence)
        self.errors = dict(errors)


class BadFile(Refusal):
    """A file that cannot be read or holds mistakes, such as an import that is refused whole."""

    status = 422
