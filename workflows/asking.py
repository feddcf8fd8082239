"""What is asked of who takes a step: one answer for the form, and for the decision it sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from register.decisions import DECISIONS_OF, Decision, Step, Task
from register.declarations import Declaration
from register.types import ancillary_position
from workflows import policy
from workflows.proof import SetCondition, asks_proof, proof_of
from workflows.reconsidering import is_reconsidered
from workflows.revisions import RevisionView
from workflows.steps import deciding
from workflows.weighing import Weighing

_POSITION = ancillary_position.TYPE.slug


@dataclass(frozen=True)
class Asked:
    """What is asked of who takes a step, and all that their answer is read against.

    Attributes:
        task: what is asked.
        slug: the type of the declaration.
        weighing: what the rules say now, beside what they said at submission.
        seconds: the decision that a second pair of eyes looks at.
        reconsiders: whether a refusal is looked at again; then nothing more can be asked.
        proof: the conditions that an approval brings by itself.
    """

    task: Task
    slug: str
    weighing: Weighing
    seconds: Decision | None = None
    reconsiders: bool = False
    proof: Sequence[SetCondition] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What can be said."""
        return decisions_for(
            self.task,
            excluded=self.weighing.excluded,
            seconds=self.seconds,
            reconsiders=self.reconsiders,
        )

    @property
    def may_need_ground(self) -> bool:
        """Whether some answer needs a ground."""
        return any(self.needs_ground(each) for each in self.decisions)

    def needs_ground(self, decision: Decision) -> bool:
        """Tell whether an answer needs an objective ground.

        Who refuses a nevenfunctie, or restricts it, names one (BW art. 7:653a).
        """
        restricts = decision in (Decision.AFWIJZEN, Decision.VOORWAARDEN)
        return self.task is Task.DECIDE and self.slug == _POSITION and restricts


def decisions_for(
    task: Task, *, excluded: bool, seconds: Decision | None = None, reconsiders: bool = False
) -> tuple[Decision, ...]:
    """Give what can be said in a step.

    Args:
        task: what is asked of who takes it.
        excluded: whether nobody can approve what was declared; then nothing that would is given.
        seconds: the decision that a second pair of eyes looks at.
        reconsiders: whether a refusal is looked at again; then no more is asked of the declarant,
            who gave the reasons for that.
    """
    return tuple(
        each
        for each in DECISIONS_OF[task]
        if not (excluded and favours(task, each, seconds))
        and not (reconsiders and each is Decision.AANVULLEN)
    )


def favours(task: Task, decision: Decision, seconds: Decision | None) -> bool:
    """Tell whether it speaks for approval; agreeing with a refusal does not."""
    if decision is Decision.POSITIEF and task is Task.CONFIRM:
        return seconds is None or seconds.approves
    return decision.approves or decision is Decision.POSITIEF


async def asked_of(
    db: AsyncSession,
    declaration: Declaration,
    newest: RevisionView,
    step: Step,
    before: Sequence[Step],
    weighing: Weighing,
    day: date,
) -> Asked:
    """Give what is asked in a step that waits.

    Args:
        db: the transaction to read in.
        declaration: the declaration.
        newest: the revision that the step is on.
        step: the step.
        before: the steps that were taken on that revision, in order.
        weighing: what the rules say now.
        day: the present day.
    """
    seconds = deciding(before)
    slug = declaration.type
    values = await policy.current(db) if asks_proof(slug) else policy.Policy()
    return Asked(
        task=step.task,
        slug=slug,
        weighing=weighing,
        seconds=seconds.decision if seconds else None,
        reconsiders=await is_reconsidered(db, step.revision_id),
        proof=proof_of(slug, newest.values, values, day),
    )
