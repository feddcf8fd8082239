"""Plays the acts of the demo through the services of the register, as the people who do them.

Nothing is written behind the services' back, so numbers, frozen revisions, findings, routes and
chains of events are what they would have been.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from demo.afterwards import (
    Afterwards,
    ChangesPosition,
    LooksAgain,
    RulesOnChange,
    SettlesLeaver,
    change_position,
    change_that_waits,
    look_again,
    settle_leaver,
)
from demo.conditions import judge_all, report_all
from demo.limits import SetsLimit
from demo.plot import (
    Act,
    Asks,
    AsksAgain,
    Attaches,
    Ends,
    JudgesConditions,
    NotesSignal,
    ReportsConditions,
    Submits,
    TakesStep,
    Types,
    Withdraws,
)
from demo.reviewers import Desk, question, step_towards
from demo.standing_in import NamesDeputy
from demo.yearly import Attests, ClosesCampaign, Exempts, OpensCampaign, YearlyAct
from register.clock import day_of
from register.decisions import Step
from register.people import Actor, Office, Person, actor, holders
from register.signals import Answer
from workflows import (
    attachments,
    attesting,
    campaign_closing,
    campaigns,
    closing,
    deciding,
    deputising,
    drafting,
    exemptions,
    policy,
    reconsidering,
    submitting,
)
from workflows.campaign_progress import progress
from workflows.exemptions import TypedExemption
from workflows.revisions import revisions_of
from workflows.settling import TypedAnswer, settle
from workflows.signals import signals_of
from workflows.steps import of_revision, steps_of, waiting
from workflows.takers import takers_of_step
from workflows.transitions import locked
from workflows.weighing import weigh


class Player:
    """Performs acts in a transaction, and remembers who can do what on which day.

    Args:
        db: the transaction.
        people: everybody by staff number. As long as they are held here, the transaction knows them
            and the services need not read them again.
    """

    def __init__(self, db: AsyncSession, people: Mapping[str, Person]) -> None:
        self._db = db
        self._people = people
        self._actors: dict[tuple[int, date], Actor] = {}

    async def play(
        self, acts: Iterable[Act | SetsLimit | YearlyAct | NamesDeputy | Afterwards]
    ) -> None:
        """Perform acts, which come in the order of time."""
        for act in acts:
            if isinstance(act, SetsLimit):
                await self._set_limit(act)
            elif isinstance(act, NamesDeputy):
                who = await self._actor(self._people[act.who].key, day_of(act.at))
                await deputising.name_deputy(self._db, who, act.typed, act.at)
            elif isinstance(act, Afterwards):
                await self._live_on(act)
            elif isinstance(act, YearlyAct):
                await self._take_part(act)
            else:
                await self._perform(act)

    async def _live_on(self, act: Afterwards) -> None:
        db, now = self._db, act.at
        match act:
            case LooksAgain():
                await look_again(db, self._actor, now)
            case SettlesLeaver(_, number):
                keeper = await self.holder(Office.BESTUURSSECRETARIS, now)
                await settle_leaver(db, keeper, self._people[number], now)
            case ChangesPosition(_, number, changed):
                who = await self._actor(self._people[number].key, day_of(now))
                await change_position(db, who, changed, now)
            case RulesOnChange(_, number, ruling):
                key = await change_that_waits(db, self._people[number])
                if key is not None:
                    step = TakesStep(ruling)
                    await self._take_step(Act(now, key, number, "nevenfunctie", step), step)

    async def _perform(self, act: Act) -> None:
        db, now = self._db, act.at
        match act.doing:
            case Types() | Attaches() | Submits():
                await self._fill_in(act, act.doing)
            case Asks() | TakesStep():
                await self._take_step(act, act.doing)
            case NotesSignal():
                await self._note_signal(act)
            case Withdraws(why):
                version = await self._version(act.declaration)
                who = await self._declarant(act)
                await closing.withdraw(db, who, act.declaration, version, why, now)
            case ReportsConditions(words):
                await report_all(db, self._actor, act.declaration, words, now)
            case JudgesConditions():
                await judge_all(db, self._actor, act.declaration, now)
            case AsksAgain(reasons):
                version = await self._version(act.declaration)
                who = await self._declarant(act)
                await reconsidering.ask(db, who, act.declaration, version, reasons, now)
            case Ends(on):
                version = await self._version(act.declaration)
                await closing.end(db, await self._declarant(act), act.declaration, version, on, now)

    async def _fill_in(self, act: Act, doing: Types | Attaches | Submits) -> None:
        db, now, who = self._db, act.at, await self._declarant(act)
        match doing:
            case Types(answers):
                kind = drafting.kind_of(act.type)
                await drafting.save_draft(db, who, act.declaration, kind, answers, now)
            case Attaches(papers):
                uploads = [paper.upload() for paper in papers]
                await attachments.attach(db, who, act.declaration, uploads, now)
            case Submits():
                await submitting.submit(db, who, act.declaration, now)

    async def _take_step(self, act: Act, doing: Asks | TakesStep) -> None:
        steps = await steps_of(self._db, act.declaration)
        step = waiting(steps)
        if step is None:
            return
        reviewer = await self._reviewer(step, act)
        kind = drafting.kind_of(act.type)
        declaration = await locked(self._db, act.declaration)
        newest = (await revisions_of(self._db, kind, act.declaration))[-1]
        desk = Desk(
            step=step,
            before=of_revision(steps, step.revision_id),
            version=declaration.version,
            weighing=await weigh(self._db, kind, declaration, newest, act.at),
            today=day_of(act.at),
        )
        if isinstance(doing, Asks):
            typed = question(doing.question, desk)
        else:
            typed = step_towards(doing.ruling, desk)
        await deciding.decide(self._db, reviewer, act.declaration, typed, act.at)

    async def _reviewer(self, step: Step, act: Act) -> Actor:
        """Give who takes a step on the day: its person, or the first who can for its office."""
        day, declarant = day_of(act.at), self._people[act.who].key
        for person_id in await takers_of_step(self._db, step, declarant, day):
            return await self._actor(person_id, day)
        raise LookupError(f"Nobody can take a step as {step.role.value} on {day}.")

    async def _note_signal(self, act: Act) -> None:
        """Let the bestuurssecretaris settle the signals of a declaration as seen."""
        who = await self.holder(Office.BESTUURSSECRETARIS, act.at)
        declaration = await locked(self._db, act.declaration)
        for signal in await signals_of(self._db, who, declaration, day_of(act.at)):
            typed = TypedAnswer(Answer.GEZIEN.value)
            await settle(self._db, who, act.declaration, signal.id, typed, act.at)

    async def _set_limit(self, act: SetsLimit) -> None:
        last = policy.newest(await policy.history(self._db), act.name)
        seen = last.id if last else 0
        who = await self.holder(Office.BESTUURSSECRETARIS, act.at)
        await policy.change(self._db, who, act.name, act.typed, act.reason, seen, act.at)

    async def _take_part(self, act: YearlyAct) -> None:
        """Open, answer or close a campaign; what somebody answers is that all is right."""
        db, now = self._db, act.at
        if isinstance(act, Attests):
            who = await self._actor(self._people[act.who].key, day_of(now))
            shown = await attesting.statement(db, who, now)
            await attesting.attest(db, who, attesting.all_right(shown), now)
            return
        keeper = await self.holder(Office.BESTUURSSECRETARIS, now)
        if isinstance(act, OpensCampaign):
            await campaigns.open_campaign(db, keeper, act.typed, now)
            return
        campaign = await campaigns.open_one(db)
        if campaign is None:
            raise LookupError("No campaign is open.")
        match act:
            case Exempts(_, number, reason):
                typed = TypedExemption(exempt=True, reason=reason, seen=0)
                person = self._people[number].key
                await exemptions.exempt(db, keeper, campaign.key, person, typed, now)
            case ClosesCampaign():
                seen = (await progress(db, campaign, day_of(now))).seen
                await campaign_closing.close(db, keeper, campaign.key, seen, now)

    async def holder(self, office: Office, at: datetime) -> Actor:
        """Give who holds an office at a moment."""
        day = day_of(at)
        person, *_ = await holders(self._db, office, day)
        return await self._actor(person.key, day)

    async def _declarant(self, act: Act) -> Actor:
        return await self._actor(self._people[act.who].key, day_of(act.at))

    async def _actor(self, key: int, day: date) -> Actor:
        if (key, day) not in self._actors:
            found = await actor(self._db, key, day)
            if found is None:
                raise LookupError(f"There is no person {key}.")
            self._actors[key, day] = found
        return self._actors[key, day]

    async def _version(self, declaration: UUID) -> int:
        """Give the version that is on the screen."""
        return (await locked(self._db, declaration)).version
