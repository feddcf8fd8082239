"""The requests to revise of a dossier, with the form in which its declarant answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from web.decision_form import plain_field
from web.forms import FormField
from workflows.dossier import Dossier
from workflows.revision_requests import RequestView
from workflows.rules.editions import EDITIONS

REQUEST_FIELD = "verzoek_"
"""What the names of the fields begin with; the key of the request follows."""


@dataclass(frozen=True)
class RequestForm:
    """A request to revise as a reader sees it.

    Attributes:
        request: the request.
        coming: the day from which its edition applies, while that still has to come.
        answer: the field for the answer, where the reader can give one.
    """

    request: RequestView
    coming: date | None
    answer: FormField | None


def field_name(request_id: int) -> str:
    """Give the name of the field for the answer to a request."""
    return f"{REQUEST_FIELD}{request_id}_antwoord"


def request_forms(
    dossier: Dossier, today: date, form: Mapping[str, str], errors: Mapping[str, str]
) -> Sequence[RequestForm]:
    """Give the requests of a dossier.

    Args:
        dossier: the declaration as the reader sees it.
        today: the present day.
        form: what was typed; empty at first.
        errors: a sentence for each field that has to be mended.
    """
    return [
        RequestForm(
            request,
            _coming(request.edition, today),
            plain_field(
                form,
                errors,
                field_name(request.id),
                "Wat is jouw antwoord?",
                widget="textarea",
                hint="Bijvoorbeeld: “Er is niets veranderd, want …” of “Ik doe een nieuwe "
                "verklaring.”",
            )
            if dossier.is_own and request.is_open
            else None,
        )
        for request in dossier.requests
    ]


def _coming(edition: str, today: date) -> date | None:
    since = EDITIONS.get(edition)
    return since if since is not None and since > today else None
