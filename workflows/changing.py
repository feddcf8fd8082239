"""Changing (*wijzigen*) what was approved: its declarant types a change, which is then submitted.

While it is typed, and while it waits for a decision, what was approved stays in force. The form
opens as that was submitted; submitting it is :func:`workflows.submitting.submit`.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening, record
from register.declarations import Declaration
from register.errors import NotFound, Unsuitable
from register.people import Actor
from register.permissions import Action, may
from register.types.codes import KnownSupplier
from register.types.record import DeclarationType
from workflows.attachment_rows import reset_form
from workflows.drafting import kind_of, own
from workflows.explanations import Names
from workflows.revisions import RevisionView, revisions_of
from workflows.transitions import Move, target


async def start(db: AsyncSession, actor: Actor, declaration_id: UUID, now: datetime) -> Declaration:
    """Start a change of one's own declaration; one that was started already goes on.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: it is not in force, or a change of it waits for a decision.
    """
    if not may(actor, Action.DECLARE):
        raise NotFound
    declaration = await own(db, actor, declaration_id)
    if declaration.changing_since is not None:
        return declaration
    if target(declaration.status, Move.CHANGE, declaration.stands) is None:
        label = declaration.status_label.lower()
        raise Unsuitable(
            f"Je kunt alleen wijzigen wat is goedgekeurd. Deze verklaring is nu '{label}'."
        )
    kind = kind_of(declaration.type)
    revisions = await revisions_of(db, kind, declaration_id)
    held = next(each for each in revisions if each.revision.id == declaration.in_force_id)
    declaration.draft = draft_of(kind, held)
    declaration.changing_since = now
    await reset_form(db, declaration_id, declaration.in_force_id)
    await _bump(db, declaration, now)
    await record(
        db,
        declaration_id,
        actor,
        Happening.CHANGE_STARTED,
        now,
        changes=held.revision.revision_number,
    )
    return declaration


async def drop(db: AsyncSession, actor: Actor, declaration_id: UUID, now: datetime) -> None:
    """Throw away a change that was not submitted; what was approved is as it was.

    Raises:
        NotFound: it is somebody else's or does not exist.
        Unsuitable: there is no change, or it was submitted.
    """
    declaration = await own(db, actor, declaration_id)
    if declaration.changing_since is None:
        raise Unsuitable("Er is geen wijziging die je kunt weggooien.")
    declaration.draft = None
    declaration.changing_since = None
    await reset_form(db, declaration_id, declaration.in_force_id)
    await _bump(db, declaration, now)
    await record(db, declaration_id, actor, Happening.CHANGE_DROPPED, now)


async def _bump(db: AsyncSession, declaration: Declaration, now: datetime) -> None:
    declaration.version += 1
    declaration.updated_at = now
    await db.flush()


def draft_of(kind: DeclarationType, held: RevisionView) -> dict[str, str]:
    """Give a revision as somebody would type it: its answers, and how departures were explained."""
    draft: dict[str, str] = {}
    tokens: dict[str, str] = {}
    for asked in kind.fields:
        if asked.when is not None and tokens.get(asked.when.field) not in asked.when.holds:
            continue
        value = held.values[asked.name]
        if value is None and not asked.kind.may_be_unknown:
            continue
        draft[asked.name] = asked.kind.typed(value)
        tokens[asked.name] = asked.kind.token(value)
        if isinstance(asked.kind, KnownSupplier) and value is not None:
            draft[f"{asked.name}_zoek"] = value.name
    for rule_id, finding in held.findings.items():
        names = Names(rule_id)
        explained = {
            names.text: finding.explanation,
            names.consulted: finding.consulted,
            **{names.answer(int(n)): text for n, text in (finding.deliberation or {}).items()},
        }
        draft |= {name: text for name, text in explained.items() if text}
    return draft
