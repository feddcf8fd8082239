"""The import of people (*medewerkers*) and the offices they hold from the list of HR.

An office that is added to somebody's row is held from today. One that is taken off ends the day
before, so that what it allows stops at once; one that began today ends today, for a holding is
never removed. Somebody who is not in the file keeps everything, and is reported.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from register.audit import Happening
from register.errors import BadFile
from register.imports import people_tables
from register.imports.faults import Faults
from register.imports.kinds import EmailAddress, LikelyDay, Number, Offices
from register.imports.lines import cycles
from register.imports.plan import Change, Comparison, ImportPlan
from register.imports.rows import Listing, Row, column
from register.imports.running import Current, run
from register.people import Actor, Office
from register.permissions import Action
from register.types.amounts import Day
from register.types.kinds import Text, YesNo

PEOPLE = Listing(
    title="Medewerkers",
    key="staff_number",
    ends="in_service_until",
    columns=(
        column("staff_number", "Personeelsnummer", Number(), "Vul het personeelsnummer in."),
        column("first_name", "Voornaam", Text(length=100), "Vul de voornaam in."),
        column("infix", "Tussenvoegsel", Text(length=40)),
        column("last_name", "Achternaam", Text(length=100), "Vul de achternaam in."),
        column("email", "E-mail", EmailAddress(), "Vul het e-mailadres in."),
        column("job_title", "Functie", Text(), "Vul de functie in."),
        column("department", "Afdeling", Text(), "Vul de afdeling in."),
        column("manager", "Leidinggevende", Number()),
        column(
            "key_function",
            "Sleutelfunctie",
            YesNo(),
            "Vul ja of nee in: is het een sleutelfunctie?",
        ),
        column(
            "in_service_from",
            "In dienst vanaf",
            LikelyDay(),
            "Vul in sinds wanneer iemand in dienst is.",
        ),
        column("in_service_until", "In dienst tot", Day(), not_before="in_service_from"),
        column("offices", "Rollen", Offices()),
    ),
)


class _People:
    listing = PEOPLE
    action = Action.IMPORT_PEOPLE
    happening = Happening.PEOPLE_IMPORTED

    async def current(self, db: AsyncSession, today: date) -> Current:
        return await people_tables.current(db, today)

    def check(self, rows: Sequence[Row], current: Current, today: date, faults: Faults) -> None:
        _check_days(rows, today, faults)
        _check_managers(rows, current, faults)

    def name(self, values: Mapping[str, Any]) -> str:
        parts = (values["first_name"], values["infix"], values["last_name"])
        return " ".join(part for part in parts if part)

    def expected(self, values: Mapping[str, Any], today: date) -> bool:
        """Somebody who has left need not be in a list of today."""
        until = values["in_service_until"]
        return until is None or until >= today

    def notes(self, rows: Sequence[Row], current: Current, today: date) -> Sequence[str]:
        after = {**current, **{row.values["staff_number"]: row.values for row in rows}}
        before_held = _offices(current, today)
        still_held = _offices(after, today)
        return [
            f"Na dit bestand heeft niemand in dienst de rol {office.label}."
            for office in Office
            if office in before_held - still_held
        ]

    def refuse_for(self, actor: Actor, found: Comparison) -> None:
        """Refuse that people change their own offices: that takes a second pair of eyes."""
        for row, changes in (*found.changed, *found.ended):
            own = row.values["staff_number"] == actor.staff_number
            if own and any(change.label == "Rollen" for change in changes):
                raise BadFile(
                    "Dit bestand wijzigt jouw eigen rollen. Dat kan alleen een ander doen."
                )

    def telling(self, found: Comparison) -> Sequence[Mapping[str, str]]:
        """Give who got or lost an office, another manager or a key function."""
        fresh = [
            _told(row, Change("Rollen", "", ", ".join(sorted(row.values["offices"]))))
            for row in found.added
            if row.values["offices"]
        ]
        return fresh + [
            _told(row, change)
            for row, changes in (*found.changed, *found.ended)
            for change in changes
            if change.label in _TOLD
        ]

    async def apply(self, db: AsyncSession, found: Comparison, today: date) -> None:
        await people_tables.write(db, found, today)


_TOLD = frozenset({"Rollen", "Leidinggevende", "Sleutelfunctie"})
"""The columns of which the audit trail tells each change: they decide who may do what."""


def _told(row: Row, change: Change) -> Mapping[str, str]:
    return {
        "number": row.values["staff_number"],
        "label": change.label,
        "old": change.old,
        "new": change.new,
    }


def _check_days(rows: Sequence[Row], today: date, faults: Faults) -> None:
    label = PEOPLE.column("in_service_from").label
    latest = today + timedelta(days=5 * 366)
    for row in rows:
        begins = row.values["in_service_from"]
        if begins is not None and begins > latest:
            faults.add(
                row.number,
                label,
                row.typed["in_service_from"],
                f"Controleer het jaar: {begins.year} is te ver weg.",
            )


def _check_managers(rows: Sequence[Row], current: Current, faults: Faults) -> None:
    label = PEOPLE.column("manager").label
    by_number = {row.values["staff_number"]: row for row in rows}
    for row in rows:
        manager = row.values["manager"]
        if manager is not None and manager not in by_number and manager not in current:
            faults.add(
                row.number,
                label,
                manager,
                "Dit personeelsnummer staat niet in dit bestand en niet in het register.",
            )
    line = {number: values["manager"] for number, values in current.items()}
    line |= {number: row.values["manager"] for number, row in by_number.items() if number}
    for circle in cycles(line):
        told = " → ".join([*circle, circle[0]])
        for number in circle:
            if number in by_number:
                faults.add(
                    by_number[number].number,
                    label,
                    line[number] or "",
                    f"De lijn van leidinggevenden loopt rond: {told}.",
                )


def _offices(people: Mapping[str, Mapping[str, Any]], today: date) -> set[Office]:
    """Give the offices that somebody in service holds."""
    return {
        office
        for values in people.values()
        if values["in_service_from"] <= today
        and (values["in_service_until"] is None or values["in_service_until"] >= today)
        for office in values["offices"] or ()
    }


async def import_people(
    db: AsyncSession,
    actor: Actor | None,
    filename: str,
    content: bytes,
    now: datetime,
    dry_run: bool,
    expected: str | None = None,
) -> ImportPlan:
    """Import the people of a file, all or nothing; see :func:`register.imports.running.run`.

    Raises:
        NotFound: this person may not import people.
        OutcomeChanged: the plan is not the ``expected`` one, that which was shown.
        BadFile: the file cannot be read; as ``BadCells`` when cells in it are wrong.
    """
    return await run(
        db, _People(), actor, filename, content, now, dry_run=dry_run, expected=expected
    )
