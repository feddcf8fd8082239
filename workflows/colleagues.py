"""Finding the colleague whom somebody names by number or by name."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from register import people
from register.errors import Invalid
from register.people import Actor, Office
from workflows.conflicts import same_name

_SHOWN = 20


async def find_colleague(db: AsyncSession, typed: str, field: str, day: date) -> Actor:
    """Find the one colleague in service whom a text names: a staff number, or a whole name.

    Args:
        db: the transaction to read in.
        typed: what was typed.
        field: the field in which it was typed.
        day: the day on which they are in service.

    Raises:
        Invalid: nobody or more than one is called so, or it is an external accountant.
    """
    words = typed.replace("(", " ").replace(")", " ").strip()[:200]
    if not words:
        raise Invalid({field: "Vul een naam of een personeelsnummer in."})
    found = await people.search(db, words, day, _SHOWN)
    exact = [each for each in found if words == each.staff_number or same_name(words, each)]
    chosen = exact or (found if len(found) == 1 else [])
    if not chosen:
        raise Invalid(
            {field: "We kennen geen collega met deze naam. Controleer de naam of het nummer."}
        )
    if len(chosen) > 1:
        told = ", ".join(f"{each.name} ({each.staff_number})" for each in chosen)
        raise Invalid({field: f"Meer mensen heten zo: {told}. Vul het personeelsnummer in."[:400]})
    somebody = await people.actor(db, chosen[0].key, day)
    if somebody is None or somebody.holds(Office.ACCOUNTANT):
        raise Invalid({field: "Een externe accountant zet geen stappen. Kies een collega."})
    return somebody
