"""``register check``: what the rules of the code say of a declaration that is not filed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import click
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from commandline.database import with_storage
from commandline.refusing import Refused
from register import suppliers
from register.clock import day_of, system_clock
from register.people import Person
from register.storage import Storage
from register.types import TYPES
from register.types.amounts import Day
from register.types.codes import KnownSupplier
from register.types.kinds import UNKNOWN_SUPPLIER, Unreadable
from register.types.reading import Reading, read
from register.types.record import DeclarationType
from workflows import policy
from workflows.facts import gather
from workflows.judging import Judgement, judge
from workflows.rules.rule import Complies, Departs, NotApplicable


@click.command()
@click.argument("slug")
@click.option("--declarant", metavar="STAFFNO", help="Who would declare, by staff number.")
@click.option(
    "--on",
    metavar="DATE",
    help="The day of first submission, such as 2026-12-31; today if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.argument("answers", nargs=-1, metavar="FIELD=VALUE...")
def check(
    slug: str, declarant: str | None, on: str | None, as_json: bool, answers: tuple[str, ...]
) -> None:
    """Tell what the rules of the code say of a declaration, without filing it.

    SLUG is the type: nevenfunctie, opdracht-verwante, prive-leverancier, woning or uitnodiging.
    FIELD=VALUE gives the fields as they would be typed. A field that may stay empty and is not
    given is empty; any other field that is not given is unknown, and a rule that needs it answers
    that it does not apply. A supplier is given by creditor number; without one the party is unknown
    to the list of suppliers.
    """
    kind = _kind(slug)
    typed = _typed(kind, answers)
    day = _day(on)

    async def work(storage: Storage) -> Sequence[Judgement]:
        async with storage.transaction() as db:
            reading = await _read(db, kind, typed)
            declarant_id = await _declarant(db, declarant) if declarant else None
            facts = await gather(
                db,
                kind,
                reading.values,
                day,
                declarant_id=declarant_id,
                policy=await policy.current(db),
            )
            return judge(reading.values, facts)

    judgements = with_storage(work)
    click.echo(_as_json(judgements) if as_json else _told(kind, judgements))


def _kind(slug: str) -> DeclarationType:
    if slug not in TYPES:
        raise click.BadParameter(
            f"'{slug}' is geen soort verklaring. Kies een van deze: {', '.join(TYPES)}.",
            param_hint="SLUG",
        )
    return TYPES[slug]


def _day(on: str | None) -> date:
    if on is None:
        return day_of(system_clock())
    try:
        day: date = Day().read(on.strip())
    except Unreadable as unreadable:
        raise click.BadParameter(str(unreadable), param_hint="--on") from None
    return day


def _typed(kind: DeclarationType, answers: Sequence[str]) -> dict[str, str]:
    """Take the answers apart, each by the name of its field.

    Raises:
        BadParameter: one is not an answer to a field of this type, or a field is answered twice.
    """
    known = [field.name for field in kind.fields]
    typed: dict[str, str] = {}
    for answer in answers:
        name, given, text = answer.partition("=")
        if not given:
            wrong = f"'{answer}' is geen antwoord. Schrijf VELD=WAARDE, zoals {known[0]}=…"
        elif name not in known:
            wrong = f"'{kind.slug}' heeft geen veld '{name}'. De velden zijn: {', '.join(known)}."
        elif name in typed:
            wrong = f"'{name}' staat er twee keer."
        else:
            typed[name] = text
            continue
        raise click.BadParameter(wrong, param_hint="FIELD=VALUE")
    return typed


async def _read(db: AsyncSession, kind: DeclarationType, typed: Mapping[str, str]) -> Reading:
    """Read the answers that were given.

    Raises:
        Refused: a value that was given cannot be read.
    """
    chosen = [field.name for field in kind.fields if isinstance(field.kind, KnownSupplier)]
    typed = {**dict.fromkeys(chosen, UNKNOWN_SUPPLIER), **typed}
    listed = await suppliers.by_creditor_number(db, {typed[name].strip() for name in chosen})
    reading = read(kind, typed, listed)
    wrong = []
    for name, sentence in reading.errors.items():
        if not typed.get(name, "").strip():
            continue
        told = sentence
        if name in chosen:
            told = (
                f"Er is geen leverancier met crediteurnummer '{typed[name]}'. Laat dit veld weg "
                "als de partij niet in de lijst staat, en geef party_name."
            )
        wrong.append(f"{name}: {told}")
    if wrong:
        raise Refused("\n".join(wrong))
    return reading


async def _declarant(db: AsyncSession, staff_number: str) -> int:
    found = await db.exec(select(Person.id).where(Person.staff_number == staff_number))
    declarant_id = found.first()
    if declarant_id is None:
        raise Refused(f"Er is geen medewerker met personeelsnummer '{staff_number}'.")
    return declarant_id


def _as_json(judgements: Sequence[Judgement]) -> str:
    rows = [
        {
            "rule": each.rule.id,
            "severity": each.severity.value,
            "outcome": each.outcome.verdict.value,
        }
        for each in judgements
    ]
    return json.dumps(rows, indent=2)


def _told(kind: DeclarationType, judgements: Sequence[Judgement]) -> str:
    """Tell the outcome for people: what departs first, and by name what does not."""
    lines = [f"{kind.title}: toets aan de code"]
    for each in judgements:
        if isinstance(each.outcome, Departs):
            lines += [
                "",
                f"{each.rule.id} wijkt af · {each.severity.label}",
                f"  {each.outcome.sentence}",
                f"  {each.rule.asks}",
            ]
    if len(lines) == 1:
        lines += ["", "Er wijkt niets af."]
    for outcome in (Complies, NotApplicable):
        ids = [each.rule.id for each in judgements if isinstance(each.outcome, outcome)]
        if ids:
            lines += ["", f"{outcome.verdict.label}: {', '.join(ids)}"]
    return "\n".join(lines)
