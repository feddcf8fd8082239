"""What went wrong while nobody looked: jobs and mail that stranded, and trying them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from register import jobs
from register.audit import OFFICE_CHAIN, Happening, record
from register.errors import NotFound, Stale
from register.jobs import enqueue, failed_job, failed_jobs, queue_state, worker_seen
from register.mail import STRANDED, TO_SEND, Mail, MailState
from register.people import Actor, Person
from register.permissions import Action, may
from workflows.jobs import LABELS, RECURRING
from workflows.notices import SENDING

LATE = timedelta(minutes=15)
"""How long a mail may wait before it is late."""
SILENT = timedelta(minutes=2)
"""How long nothing may be heard of any worker before none seems to run."""
_MOST = 200
_GONE = "Dit is intussen al opnieuw geprobeerd."


@dataclass(frozen=True)
class FailedTask:
    """A job that failed for good: what it was, how often it was tried, and the kind of fault.

    ``comes_back`` tells whether it is tried again by itself.
    """

    id: int
    label: str
    created_at: datetime
    failed_at: datetime
    attempts: int
    fault: str
    comes_back: bool


@dataclass(frozen=True)
class StrandedMail:
    """A mail that was refused, or tried too often: to whom, about what, and why not."""

    id: int
    subject: str | None
    name: str
    address: str | None
    state: MailState
    attempts: int
    tried_at: datetime | None
    last_error: str | None


@dataclass(frozen=True)
class Running:
    """How the work in the background goes.

    Attributes:
        mail_waiting: how many mails are still to be sent.
        mail_oldest: since when the oldest of them waits.
        mail_error: why the one that was tried last was not sent.
        mail_stranded: how many mails somebody has to look at.
        jobs_waiting: how many jobs wait or are being done.
        jobs_failed: how many failed for good.
        worker_seen: the last moment at which any worker gave a sign of life.
    """

    mail_waiting: int
    mail_oldest: datetime | None
    mail_error: str | None
    mail_stranded: int
    jobs_waiting: int
    jobs_failed: int
    worker_seen: datetime | None

    def mail_is_late(self, now: datetime) -> bool:
        """Tell whether mail waits longer than it should."""
        return self.mail_oldest is not None and now - self.mail_oldest > LATE

    def works(self, now: datetime) -> bool:
        """Tell whether a worker runs, as far as can be seen."""
        return self.worker_seen is not None and now - self.worker_seen <= SILENT


async def running(db: AsyncSession) -> Running:
    """Tell how the work in the background goes, in four queries."""
    counted = await db.exec(
        select(
            func.count().filter(col(Mail.state).in_(TO_SEND)),
            func.min(Mail.created_at).filter(col(Mail.state).in_(TO_SEND)),
            func.count().filter(col(Mail.state).in_(STRANDED)),
        ).where(col(Mail.state) != MailState.SENT)
    )
    waiting, oldest, stranded = counted.one()
    error = await db.exec(
        select(Mail.last_error)
        .where(col(Mail.state).in_(TO_SEND), col(Mail.last_error).is_not(None))
        .order_by(col(Mail.tried_at).desc())
        .limit(1)
    )
    queue = await queue_state(db)
    return Running(
        mail_waiting=waiting,
        mail_oldest=oldest,
        mail_error=error.first(),
        mail_stranded=stranded,
        jobs_waiting=queue.waiting,
        jobs_failed=queue.failed,
        worker_seen=await worker_seen(db),
    )


async def failed_tasks(db: AsyncSession) -> Sequence[FailedTask]:
    """Give the jobs that failed for good, newest first."""
    recurring = {each.name for each in RECURRING}
    return [
        FailedTask(
            id=job.id,
            label=LABELS.get(job.name, job.name),
            created_at=job.created_at,
            failed_at=job.failed_at,
            attempts=job.attempts,
            fault=job.fault,
            comes_back=job.name in recurring,
        )
        for job in await failed_jobs(db, _MOST)
    ]


async def stranded_mail(db: AsyncSession) -> Sequence[StrandedMail]:
    """Give the mails that somebody has to look at, newest first."""
    rows = await db.exec(
        select(Mail, Person)
        .join(Person, col(Person.id) == Mail.person_id)
        .where(col(Mail.state).in_(STRANDED))
        .order_by(col(Mail.id).desc())
        .limit(_MOST)
    )
    return [
        StrandedMail(
            id=mail.key,
            subject=mail.subject,
            name=person.name,
            address=mail.address,
            state=mail.state,
            attempts=mail.attempts,
            tried_at=mail.tried_at,
            last_error=mail.last_error,
        )
        for mail, person in rows
    ]


async def retry_job(db: AsyncSession, actor: Actor, job_id: int, now: datetime) -> None:
    """Let a job that failed be tried again.

    Raises:
        NotFound: this is not somebody who keeps the register running.
        Stale: it did not fail, or was tried again by somebody else.
    """
    _hold_to_keeper(actor)
    job = await failed_job(db, job_id)
    if job is None:
        raise Stale(_GONE)
    if any(each.name == job.name for each in RECURRING):
        await jobs.renew(db, job.name)
    else:
        await jobs.requeue(db, job.id)
    label = LABELS.get(job.name, job.name)
    await record(
        db, OFFICE_CHAIN, actor, Happening.TASK_RETRIED, now, task=label.lower(), job=job.id
    )


async def retry_mail(db: AsyncSession, actor: Actor, mail_id: int, now: datetime) -> None:
    """Let a mail that stranded be sent again, to the address that the person has now.

    Raises:
        NotFound: this is not somebody who keeps the register running.
        Stale: it did not strand, or was tried again by somebody else.
    """
    _hold_to_keeper(actor)
    found = await db.exec(
        select(Mail).where(Mail.id == mail_id, col(Mail.state).in_(STRANDED)).with_for_update()
    )
    mail = found.one_or_none()
    if mail is None:
        raise Stale(_GONE)
    person = await db.get_one(Person, mail.person_id)
    mail.state = MailState.WAITING
    mail.attempts = 0
    db.add(mail)
    await db.flush()
    await enqueue(db, SENDING, str(mail.key))
    task = f"mail aan {person.name}"
    await record(db, OFFICE_CHAIN, actor, Happening.TASK_RETRIED, now, task=task, mail=mail.key)


def _hold_to_keeper(actor: Actor) -> None:
    if not may(actor, Action.KEEP_RUNNING):
        raise NotFound
