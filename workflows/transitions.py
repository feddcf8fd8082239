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
from register.declarations import APPROVED, Declaration, Status
from register.errors import NotFound, Stale, Unsuitable
from register.people import Actor


class Party(StrEnum):
    """Who takes a transition."""

    DECLARANT = "declarant"
    REVIEWER = "beoordelaar"
    SECRETARY = "bestuurssecretaris"


class Move(StrEnum):
    """An action that takes a declaration to another state."""

    SUBMIT = "indienen"
    ANSWER = "aanvulling indienen"
    WITHDRAW = "intrekken"
    APPROVE = "goedkeuren"
    APPROVE_CONDITIONALLY = "goedkeuren onder voorwaarden"
    REFUSE = "afwijzen"
    ASK_FOR_MORE = "aanvulling vragen"
    RECONSIDER = "heroverweging vragen"
    CHANGE = "wijziging indienen"
    WITHDRAW_CHANGE = "wijziging intrekken"
    REFUSE_CHANGE = "wijziging afwijzen"
    END = "beëindigen"
    END_OF_LEAVER = "beëindigen na uitdiensttreding"
    WITHDRAW_OF_LEAVER = "intrekken na uitdiensttreding"

    @property
    def approves(self) -> bool:
        """Whether the revision that it concerns comes into force."""
        return self in (Move.APPROVE, Move.APPROVE_CONDITIONALLY)


NOTHING_STANDS = (None,)
SOMETHING_STANDS = APPROVED
WHATEVER_STANDS = (*NOTHING_STANDS, *SOMETHING_STANDS)


@dataclass(frozen=True)
class Allowed:
    """One row of the table: from a state, by an action of somebody, to a state.

    ``stands`` is what may stand meanwhile: the state that an approved declaration keeps while a
    change of it waits for a decision, or ``None`` where no change does.
    """

    source: Status
    move: Move
    target: Status
    party: Party
    needs: str
    stands: tuple[Status | None, ...] = NOTHING_STANDS


TRANSITIONS: tuple[Allowed, ...] = (
    Allowed(Status.CONCEPT, Move.SUBMIT, Status.INGEDIEND, Party.DECLARANT, "een geldig formulier"),
    Allowed(
        Status.AANVULLING,
        Move.ANSWER,
        Status.INGEDIEND,
        Party.DECLARANT,
        "een geldig formulier",
        WHATEVER_STANDS,
    ),
    Allowed(
        Status.INGEDIEND, Move.WITHDRAW, Status.INGETROKKEN, Party.DECLARANT, "nog geen besluit"
    ),
    Allowed(
        Status.AANVULLING, Move.WITHDRAW, Status.INGETROKKEN, Party.DECLARANT, "nog geen besluit"
    ),
    Allowed(
        Status.INGEDIEND,
        Move.APPROVE,
        Status.GOEDGEKEURD,
        Party.REVIEWER,
        "een reden",
        WHATEVER_STANDS,
    ),
    Allowed(
        Status.INGEDIEND,
        Move.APPROVE_CONDITIONALLY,
        Status.VOORWAARDEN,
        Party.REVIEWER,
        "een reden en een voorwaarde",
        WHATEVER_STANDS,
    ),
    Allowed(Status.INGEDIEND, Move.REFUSE, Status.AFGEWEZEN, Party.REVIEWER, "een reden"),
    Allowed(
        Status.INGEDIEND,
        Move.ASK_FOR_MORE,
        Status.AANVULLING,
        Party.REVIEWER,
        "een vraag",
        WHATEVER_STANDS,
    ),
    Allowed(
        Status.AFGEWEZEN,
        Move.RECONSIDER,
        Status.INGEDIEND,
        Party.DECLARANT,
        "redenen, één keer",
    ),
    *(
        Allowed(each, Move.CHANGE, Status.INGEDIEND, Party.DECLARANT, "een geldig formulier")
        for each in APPROVED
    ),
    *(
        Allowed(source, move, each, party, needs, (each,))
        for each in APPROVED
        for source, move, party, needs in (
            (Status.INGEDIEND, Move.REFUSE_CHANGE, Party.REVIEWER, "een reden"),
            (Status.INGEDIEND, Move.WITHDRAW_CHANGE, Party.DECLARANT, "nog geen besluit"),
            (Status.AANVULLING, Move.WITHDRAW_CHANGE, Party.DECLARANT, "nog geen besluit"),
        )
    ),
    *(
        Allowed(source, move, Status.BEEINDIGD, party, needs, stands)
        for move, party, needs in (
            (Move.END, Party.DECLARANT, "een datum"),
            (Move.END_OF_LEAVER, Party.SECRETARY, "de laatste dag in dienst"),
        )
        for source, stands in (
            (Status.GOEDGEKEURD, NOTHING_STANDS),
            (Status.VOORWAARDEN, NOTHING_STANDS),
            (Status.INGEDIEND, SOMETHING_STANDS),
            (Status.AANVULLING, SOMETHING_STANDS),
        )
    ),
    *(
        Allowed(
            source,
            Move.WITHDRAW_OF_LEAVER,
            Status.INGETROKKEN,
            Party.SECRETARY,
            "de laatste dag in dienst",
        )
        for source in (Status.INGEDIEND, Status.AANVULLING)
    ),
)

MOVE_OF_DECISION = {
    Decision.GOEDKEUREN: Move.APPROVE,
    Decision.VOORWAARDEN: Move.APPROVE_CONDITIONALLY,
    Decision.AFWIJZEN: Move.REFUSE,
    Decision.AANVULLEN: Move.ASK_FOR_MORE,
}

_OF_A_CHANGE = {Move.REFUSE: Move.REFUSE_CHANGE, Move.WITHDRAW: Move.WITHDRAW_CHANGE}

_BY_SOURCE = {
    (allowed.source, allowed.move, stands): allowed
    for allowed in TRANSITIONS
    for stands in allowed.stands
}


def target(source: Status, move: Move, stands: Status | None = None) -> Status | None:
    """Give the state to which an action leads, ``None`` where it is not allowed.

    Args:
        source: the state before it.
        move: the action.
        stands: what stands while a change waits; ``None`` where none does.
    """
    allowed = _BY_SOURCE.get((source, move, stands))
    return allowed.target if allowed else None


def moves(source: Status, party: Party, stands: Status | None = None) -> tuple[Move, ...]:
    """Give what somebody can do with a declaration in this state."""
    return tuple(
        allowed.move
        for allowed in TRANSITIONS
        if allowed.source is source and allowed.party is party and stands in allowed.stands
    )


def of_change(move: Move, stands: Status | None) -> Move:
    """Give the action as it is taken where something stands: what is refused is the change."""
    return move if stands is None else _OF_A_CHANGE.get(move, move)


def stands_after(source: Status, move: Move, new: Status, stands: Status | None) -> Status | None:
    """Give what stands after an action: while a change waits, the state of what was approved."""
    if move is Move.CHANGE:
        return source
    return stands if new in (Status.INGEDIEND, Status.AANVULLING) else None


async def locked(db: AsyncSession, declaration_id: UUID) -> Declaration:
    """Read a declaration afresh and keep it locked until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = await db.exec(
        select(Declaration)
        .where(Declaration.id == declaration_id)
        # Not against who only refers to it, such as a reminder of a step that is written down.
        .with_for_update(key_share=True)
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


def led_to(declaration: Declaration, move: Move) -> Status:
    """Give the state to which an action leads a declaration.

    Raises:
        Unsuitable: the action does not fit its state.
    """
    new = target(declaration.status, move, declaration.stands)
    if new is None:
        label = declaration.status_label.lower()
        raise Unsuitable(f"Dit kan niet meer: de verklaring is intussen '{label}'.")
    return new


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

    A change that goes on its own route lets what was approved stand; where it is approved itself,
    the revision that it concerns is the one in force from then on.

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
    source, new = declaration.status, led_to(declaration, move)
    claimed = await db.exec(
        update(Declaration)
        .where(Declaration.id == declaration.id, Declaration.status == source)  # type: ignore[arg-type]
        .values(
            status=new,
            stands=stands_after(source, move, new, declaration.stands),
            in_force_id=revision_id if move.approves else declaration.in_force_id,
            changing_since=None,
            version=Declaration.version + 1,
            updated_at=now,
        )
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
