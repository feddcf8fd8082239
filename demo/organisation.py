"""Stores the people and the suppliers of the demo, dated relative to today."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from demo.days import first_of_month, last_of_month, shifted
from demo.people import (
    EMPLOYEES,
    EXTERNAL_MAIL,
    LAST_MONTHS,
    LEAVE_SINCE,
    LEAVE_UNTIL,
    ON_LEAVE,
    SECRETARY_BEFORE,
    SECRETARY_NOW,
    Employee,
)
from demo.suppliers import DEALERS, Dealer
from register.people import Absence, Office, OfficeHolding, Person, sort_name
from register.suppliers import Supplier, normal_form

DAYS_A_YEAR = 365.25


def in_service(employee: Employee, today: date) -> tuple[date, date | None]:
    """Give the first day of somebody's service, and the last for who left."""
    came = first_of_month(shifted(today, -round(employee.years * DAYS_A_YEAR)))
    month = LAST_MONTHS.get(employee.number)
    left = last_of_month(date(today.year - 1, month, 1)) if month else None
    return came, left


async def store_people(db: AsyncSession, today: date) -> Mapping[str, Person]:
    """Store everybody with their managers, offices and leave; give them by staff number."""
    people = {employee.number: _person(employee, today) for employee in EMPLOYEES}
    db.add_all(people.values())
    await db.flush()
    for employee in EMPLOYEES:
        if employee.manager:
            people[employee.number].manager_id = people[employee.manager].key
    db.add_all(_holdings(people, today))
    db.add(
        Absence(
            person_id=people[ON_LEAVE].key,
            starts_on=shifted(today, LEAVE_SINCE),
            ends_on=shifted(today, LEAVE_UNTIL),
        )
    )
    await db.flush()
    return people


def _person(employee: Employee, today: date) -> Person:
    first_name, infix, last_name = employee.name.split("|")
    came, left = in_service(employee, today)
    return Person(
        staff_number=employee.number,
        first_name=first_name,
        infix=infix or None,
        last_name=last_name,
        sort_name=sort_name(last_name, first_name, infix or None),
        email=_mail(employee.number, first_name, infix + last_name),
        job_title=employee.job,
        department=employee.department,
        key_function=employee.key_function,
        in_service_from=came,
        in_service_until=left,
    )


def _mail(number: str, first_name: str, last_name: str) -> str:
    """Give an address without accents: a Turkish dotless i has no accent to take off."""
    name = f"{first_name}.{last_name}".casefold().replace(" ", "").replace("ı", "i")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return f"{plain}@{EXTERNAL_MAIL.get(number, 'intermaris.example')}"


def _holdings(people: Mapping[str, Person], today: date) -> list[OfficeHolding]:
    """Give who holds which office since they came; the bestuurssecretaris changed last year."""
    holdings = [
        OfficeHolding(
            person_id=people[employee.number].key,
            office=employee.office,
            starts_on=in_service(employee, today)[0],
        )
        for employee in EMPLOYEES
        if employee.office and employee.number != SECRETARY_NOW
    ]
    before, now = people[SECRETARY_BEFORE], people[SECRETARY_NOW]
    handed_over = before.in_service_until or today
    return [
        *holdings,
        OfficeHolding(
            person_id=before.key,
            office=Office.BESTUURSSECRETARIS,
            starts_on=before.in_service_from,
            ends_on=handed_over,
        ),
        OfficeHolding(
            person_id=now.key,
            office=Office.BESTUURSSECRETARIS,
            starts_on=shifted(handed_over, 1),
        ),
    ]


async def store_suppliers(db: AsyncSession, today: date) -> int:
    """Store the list of purchasing; give how many there are."""
    db.add_all(supplier_of(dealer, today) for dealer in DEALERS)
    await db.flush()
    return len(DEALERS)


def supplier_of(dealer: Dealer, today: date) -> Supplier:
    """Give a supplier as purchasing knows it, with its contract dated from today."""
    first, last = dealer.contract or (None, None)
    return Supplier(
        creditor_number=dealer.number,
        name=dealer.name,
        normal_name=normal_form(dealer.name),
        kvk_number=dealer.kvk,
        category=dealer.category,
        contract_from=None if first is None else first_of_month(shifted(today, first)),
        contract_until=None if last is None else last_of_month(shifted(today, last)),
        tender_running=dealer.tender,
        address=dealer.address,
    )
