"""What the passes of a verification hand to one another: what is vouched for, and what is wrong."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel.ext.asyncio.session import AsyncSession

from register.declarations import Status

AT_A_TIME = 1_000
"""How many rows are held at once."""


ANYBODY = "*"
"""The person of a step whose event does not tell who."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fault: its chain and link, or what people call the place where there is no chain."""

    chain: str
    seq: int | None
    sentence: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Vouched:
    """A digest that an event holds of frozen rows, and where that event stands."""

    chain: str
    seq: int
    frozen: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of state that an event tells.

    Attributes:
        seq: the link of the event.
        source: the state before it.
        target: the state after it.
        at: when.
        actor: the staff number of who did it.
        why: a digest of the reason; ``None`` where what the event says is gone.
    """

    seq: int
    source: Status
    target: Status
    at: datetime
    actor: str
    why: bytes | None


@dataclass(frozen=True, slots=True)
class Routed:
    """A step that an event opened, and what it says of it; ``None`` where that is gone."""

    seq: int
    at: datetime
    told: tuple[Any, ...] | None


@dataclass(slots=True)
class Course:
    """The course of a declaration as its chain tells it; what is matched with a row is taken out.

    Attributes:
        state: the state that the chain ends in.
        moves: the changes of state, first one first.
        routes: the steps that were opened.
        withdrawn: the moments at which it was withdrawn.
        numbers: the numbers under which it was submitted: one, if all is well.
        submitted_at: when it was first submitted.
    """

    state: Status = Status.CONCEPT
    moves: list[Moved] = field(default_factory=list)
    routes: list[Routed] = field(default_factory=list)
    withdrawn: set[datetime] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    submitted_at: datetime | None = None


@dataclass
class Work:
    """What the passes find; the digests that are left at the end vouch for rows that are gone."""

    chains: int = 0
    events: int = 0
    erased: int = 0
    revisions: int = 0
    decisions: int = 0
    numbers: int = 0
    office: bool = False
    parties: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    untold_parties: set[tuple[str, int]] = field(default_factory=set)
    submissions: dict[tuple[str, int], Vouched] = field(default_factory=dict)
    steps: dict[int, Vouched] = field(default_factory=dict)
    policy_changes: dict[int, Vouched] = field(default_factory=dict)
    raised: dict[int, Vouched] = field(default_factory=dict)
    settled: dict[int, Vouched] = field(default_factory=dict)
    requests_sent: dict[int, Vouched] = field(default_factory=dict)
    requests_answered: dict[int, Vouched] = field(default_factory=dict)
    courses: defaultdict[str, Course] = field(default_factory=lambda: defaultdict(Course))
    found: list[Found] = field(default_factory=list)

    def fault(
        self, chain: UUID | str, seq: int | None, sentence: str, where: str | None = None
    ) -> None:
        """Note a fault."""
        self.found.append(Found(str(chain), seq, sentence, where))

    def course(self, chain: UUID | str) -> Course:
        """Give the course of a declaration; one of which no event tells anything has an empty."""
        return self.courses.get(str(chain)) or Course()


async def rows(db: AsyncSession, query: Select[Any]) -> AsyncIterator[Any]:
    """Give the rows of a query, a part at a time."""
    connection = await db.connection()
    async with connection.stream(query.execution_options(yield_per=AT_A_TIME)) as result:
        async for row in result:
            yield row
