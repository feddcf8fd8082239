"""The states of a declaration and every way from one to another: one table.

Services change a state through :func:`claim` only, the diagram in docs/ is drawn from the table,
and the tests walk it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import Decision, Transition
from register.declarations import Declaration, Status
from register.errors import NotFound, Stale, Unsuitable
from register.people import Actor


class Party(StrEnum):
    """Who takes a transition."""

    DECLARANT = "declarant"
    REVIEWER = "beoordelaar"


class Move(StrEnum):
    """An action that takes a declaration to another state."""

    SUBMIT = "indienen"
    ANSWER = "aanvulling indienen"
    WITHDRAW = "intrekken"
    APPROVE = "goedkeuren"
    APPROVE_CONDITIONALLY = "goedkeuren onder voorwaarden"
    REFUSE = "afwijzen"
    ASK_FOR_MORE = "aanvulling vragen"
    END = "beëindigen"


@dataclass(frozen=True)
class Allowed:
    """One row of the table: from a state, by an action of somebody, to a state."""

    source: Status
    move: Move
    target: Status
    party: Party
    needs: str


TRANSITIONS: tuple[Allowed, ...] = (
    Allowed(Status.CONCEPT, Move.SUBMIT, Status.INGEDIEND, Party.DECLARANT, "een geldig formulier"),
    Allowed(
        Status.AANVULLING, Move.ANSWER, Status.INGEDIEND, Party.DECLARANT, "een geldig formulier"
    ),
    Allowed(
        Status.INGEDIEND, Move.WITHDRAW, Status.INGETROKKEN, Party.DECLARANT, "nog geen besluit"
    ),
    Allowed(
        Status.AANVULLING, Move.WITHDRAW, Status.INGETROKKEN, Party.DECLARANT, "nog geen besluit"
    ),
    Allowed(Status.INGEDIEND, Move.APPROVE, Status.GOEDGEKEURD, Party.REVIEWER, "een reden"),
    Allowed(
        Status.INGEDIEND,
        Move.APPROVE_CONDITIONALLY,
        Status.VOORWAARDEN,
        Party.REVIEWER,
        "een reden en een voorwaarde",
    ),
    Allowed(Status.INGEDIEND, Move.REFUSE, Status.AFGEWEZEN, Party.REVIEWER, "een reden"),
    Allowed(Status.INGEDIEND, Move.ASK_FOR_MORE, Status.AANVULLING, Party.REVIEWER, "een vraag"),
    Allowed(Status.GOEDGEKEURD, Move.END, Status.BEEINDIGD, Party.DECLARANT, "een datum"),
    Allowed(Status.VOORWAARDEN, Move.END, Status.BEEINDIGD, Party.DECLARANT, "een datum"),
)

MOVE_OF_DECISION = {
    Decision.GOEDKEUREN: Move.APPROVE,
    Decision.VOORWAARDEN: Move.APPROVE_CONDITIONALLY,
    Decision.AFWIJZEN: Move.REFUSE,
    Decision.AANVULLEN: Move.ASK_FOR_MORE,
}

_BY_SOURCE = {(allowed.source, allowed.move): allowed for allowed in TRANSITIONS}


def target(source: Status, move: Move) -> Status | None:
    """Give the state to which an action leads, ``None`` where it is not allowed."""
    allowed = _BY_SOURCE.get((source, move))
    return allowed.target if allowed else None


def moves(source: Status, party: Party) -> tuple[Move, ...]:
    """Give what somebody can do with a declaration in this state."""
    return tuple(
        allowed.move
        for allowed in TRANSITIONS
        if allowed.source is source and allowed.party is party
    )


async def locked(db: AsyncSession, declaration_id: UUID) -> Declaration:
    """Read a declaration afresh and keep it locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = await db.exec(
        select(Declaration)
        .where(Declaration.id == declaration_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    declaration = found.first()
    if declaration is None:
        raise NotFound
    return declaration


def hold_to(declaration: Declaration, version: int) -> None:
    """Refuse to act on a declaration that changed since it was on the screen.

    Raises:
        Stale: the version on the screen is not that of the database.
    """
    if declaration.version != version:
        raise Stale("Deze verklaring is intussen gewijzigd. Bekijk haar opnieuw en beslis dan.")


async def claim(
    db: AsyncSession,
    declaration: Declaration,
    move: Move,
    by: Actor,
    now: datetime,
    *,
    revision_id: UUID | None = None,
    why: str | None = None,
) -> Status:
    """Take a transition, claimed by the old state, and write it down.

    Args:
        db: the transaction.
        declaration: the declaration, locked (:func:`locked`).
        move: the action.
        by: who takes it.
        now: when.
        revision_id: the revision that it concerns.
        why: the reason that was given.

    Returns:
        The new state.

    Raises:
        Unsuitable: the action does not fit the state, or somebody was earlier.
    """
    source = declaration.status
    new = target(source, move)
    if new is None:
        raise Unsuitable(f"Dit kan niet meer: de verklaring is intussen '{source.label.lower()}'.")
    claimed = await db.exec(
        update(Declaration)
        .where(Declaration.id == declaration.id, Declaration.status == source)  # type: ignore[arg-type]
        .values(status=new, version=Declaration.version + 1, updated_at=now)
        .returning(Declaration.version)  # type: ignore[call-overload]
        .execution_options(synchronize_session=False)
    )
    if claimed.first() is None:
        raise Stale("Iemand was je voor. Bekijk de verklaring opnieuw.")
    await db.refresh(declaration)
    db.add(
        Transition(
            declaration_id=declaration.id,
            revision_id=revision_id,
            action=move.value,
            from_status=source,
            to_status=new,
            at=now,
            by_id=by.id,
            why=why,
        )
    )
    return new
