"""Making a statement (*opgave*): somebody says that what the register holds of theirs is right.

It is made in the campaign that is open, or as the first statement of who is new. Until the campaign
closes it can be made again: the newest counts, and the earlier ones stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import OFFICE_CHAIN, Happening, record
from register.campaigns import Attestation, AttestationKind
from register.errors import Invalid, NotFound, Stale, Unsuitable
from register.frozen_campaigns import digest_of_attestation
from register.people import Actor
from register.permissions import Action, may
from register.storage import take_turn
from workflows.asked_statements import Asked, asked_of, is_asked
from workflows.campaigns import locked
from workflows.statements import Concept, Held, concepts, digest_of, held

RIGHT, CHANGED, OVER = "klopt", "gewijzigd", "voorbij"
"""What can be chosen of a declaration that stands."""
_FIRST = {
    CHANGED: "Leg eerst vast wat er is gewijzigd. Daarna kun je je opgave versturen.",
    OVER: "Leg eerst vast dat dit voorbij is. Daarna kun je je opgave versturen.",
}
"""What has to be done before a statement can be made on it, as it is told."""
NOTHING, TRUTHFUL = "niets", "naar_waarheid"
"""The fields of the two boxes, by which errors call them."""


@dataclass(frozen=True)
class Statement:
    """What somebody sees who makes a statement, or made one.

    Attributes:
        asked: the statement that can be made; ``None`` where there is none to make.
        rows: what stands, and what was ended since it was asked.
        concepts: what was begun and not submitted.
        earlier: what was said before, in this campaign or as a first statement, newest first.
    """

    asked: Asked | None
    rows: Sequence[Held]
    concepts: Sequence[Concept] = ()
    earlier: Sequence[Attestation] = ()

    @property
    def standing(self) -> Sequence[Held]:
        """What stands."""
        return [each for each in self.rows if each.is_live]

    @property
    def over(self) -> Sequence[Held]:
        """What was ended since the statement was asked."""
        return [each for each in self.rows if not each.is_live]

    @property
    def answered(self) -> Attestation | None:
        """What was said last in answer to what is asked."""
        if self.asked is None or self.asked.campaign is None:
            return None
        asked = self.asked.campaign_id
        return next((each for each in self.earlier if each.campaign_id == asked), None)

    @property
    def seen(self) -> str:
        """The digest of what is on the screen."""
        before = self.earlier[0].key if self.earlier else 0
        return digest_of(self.asked.campaign_id if self.asked else None, before, self.rows)


@dataclass(frozen=True)
class TypedStatement:
    """A statement as a form sent it.

    Attributes:
        campaign: the key of the campaign on the screen; empty for a first statement.
        seen: the digest of what was on the screen.
        answers: what was chosen of each declaration, by number.
        nothing: whether it was ticked that there is nothing to declare.
        truthful: whether it was ticked that it is made truthfully.
    """

    campaign: str
    seen: str
    answers: Mapping[str, str] = field(default_factory=dict)
    nothing: bool = False
    truthful: bool = False


def all_right(shown: Statement) -> TypedStatement:
    """Give the statement that all that is on the screen is right."""
    return TypedStatement(
        campaign=str(shown.asked.campaign_id or "") if shown.asked else "",
        seen=shown.seen,
        answers={each.number: RIGHT for each in shown.standing},
        nothing=not shown.standing,
        truthful=True,
    )


async def statement(db: AsyncSession, actor: Actor, now: datetime) -> Statement:
    """Give what somebody sees who makes a statement, or made one.

    Raises:
        NotFound: this person declares nothing here.
    """
    if not may(actor, Action.DECLARE):
        raise NotFound
    asked = await asked_of(db, actor, now)
    return Statement(
        asked,
        await held(db, actor.id, asked.since if asked else now),
        await concepts(db, actor.id),
        await _earlier(db, actor),
    )


async def attest(
    db: AsyncSession, actor: Actor, typed: TypedStatement, now: datetime
) -> Attestation:
    """Make a statement on what was on the screen. The same page sent twice is one statement.

    Raises:
        NotFound: it is not asked of this person.
        Unsuitable: the campaign is closed, or the first statement was made.
        Stale: what stands changed since it was on the screen, or a statement was made since.
        Invalid: something is not answered, or is not right yet: by the number of a declaration, or
            ``niets`` and ``naar_waarheid``.
    """
    await _hold_to_campaign(db, actor, typed)
    await take_turn(db, f"statement {actor.id}")
    found = await statement(db, actor, now)
    campaign_id = int(typed.campaign) if typed.campaign else None
    last = found.earlier[0] if found.earlier else None
    if last is not None and (last.seen, last.campaign_id) == (typed.seen, campaign_id):
        return last
    if found.asked is None or found.asked.campaign_id != campaign_id:
        raise Unsuitable("Deze opgave is al gedaan, of wordt niet meer van je gevraagd.")
    if typed.seen != found.seen:
        raise Stale(
            "Intussen is er iets gewijzigd in wat het register van je heeft. Kijk of het nu klopt "
            "en verstuur je opgave dan."
        )
    if errors := _errors(found, typed):
        raise Invalid(errors, "Je opgave is nog niet verstuurd.")
    return await _keep(db, actor, found.asked, found.rows, typed.seen, now)


async def _hold_to_campaign(db: AsyncSession, actor: Actor, typed: TypedStatement) -> None:
    """Keep the campaign from closing in the meantime, and refuse one that is closed."""
    if not may(actor, Action.DECLARE):
        raise NotFound
    if not typed.campaign:
        return
    if not (typed.campaign.isascii() and typed.campaign.isdigit() and len(typed.campaign) < 10):
        raise NotFound
    campaign = await locked(db, int(typed.campaign), shared=True)
    if campaign is None or not await is_asked(db, campaign.key, actor):
        raise NotFound
    if not campaign.is_open:
        raise Unsuitable(
            f"‘{campaign.title}’ is gesloten; je opgave kon niet meer mee. Wat je wilt melden, kun "
            "je altijd melden, wijzigen of beëindigen bij Mijn verklaringen. Laat de "
            "bestuurssecretaris weten dat je opgave te laat was."
        )


def _errors(found: Statement, typed: TypedStatement) -> Mapping[str, str]:
    errors: dict[str, str] = {}
    for each in found.standing:
        answer = typed.answers.get(each.number, "")
        if answer != RIGHT:
            errors[each.number] = _FIRST.get(answer, "Kies of dit nog klopt.")
    if typed.nothing and found.standing:
        numbers = ", ".join(each.number for each in found.standing)
        errors[NOTHING] = (
            f"Je kunt niet opgeven dat je niets te melden hebt: {numbers} staat nog in het "
            "register. Beëindig eerst wat voorbij is."
        )
    if not typed.nothing and not found.standing:
        errors[NOTHING] = (
            "Er staat nu niets van je in het register. Meld eerst wat er is, of vink aan dat je "
            "niets te melden hebt."
        )
    if not typed.truthful:
        errors[TRUTHFUL] = "Vink aan dat je je opgave naar waarheid doet."
    return errors


async def _keep(
    db: AsyncSession, actor: Actor, asked: Asked, rows: Sequence[Held], seen: str, now: datetime
) -> Attestation:
    live = any(each.is_live for each in rows)
    row = Attestation(
        campaign_id=asked.campaign_id,
        person_id=actor.id,
        person_name=actor.name,
        kind=AttestationKind.BIJGEWERKT if live else AttestationKind.NIETS_TE_MELDEN,
        said=[each.row() for each in rows],
        seen=seen,
        at=now,
    )
    db.add(row)
    await db.flush()
    await record(
        db,
        OFFICE_CHAIN,
        actor,
        Happening.ATTESTED if asked.campaign else Happening.FIRST_STATEMENT,
        now,
        campaign=asked.campaign_id,
        title=asked.title,
        kind=row.kind.label.lower(),
        attestation=row.key,
        frozen=await digest_of_attestation(db, row.key),
    )
    return row


async def _earlier(db: AsyncSession, actor: Actor, limit: int = 20) -> Sequence[Attestation]:
    found = await db.exec(
        select(Attestation)
        .where(Attestation.person_id == actor.id)
        .order_by(col(Attestation.id).desc())
        .limit(limit)
    )
    return found.all()


async def statements_in(
    db: AsyncSession, campaign_id: int, person_id: int
) -> Sequence[Attestation]:
    """Give what somebody stated in a campaign, newest first."""
    found = await db.exec(
        select(Attestation)
        .where(Attestation.campaign_id == campaign_id, Attestation.person_id == person_id)
        .order_by(col(Attestation.id).desc())
    )
    return found.all()
