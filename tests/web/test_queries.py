"""A page has a fixed number of queries: it does not depend on how much there is to show."""

from uuid import uuid4

import pytest

from register.storage import Storage, count_queries
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION

PAGES = {
    "/": ("medewerker", 20),
    "/beoordelen": ("leidinggevende", 20),
    "/register": ("bestuurssecretaris", 20),
    "/verklaringen/2026-0001": ("leidinggevende", 32),
}
"""Pages, with who opens them and how many queries each takes at most; a dossier is judged anew."""


async def declare(sign_in: SignIn, times: int) -> None:
    """Let *medewerker* submit so many declarations."""
    mees = await sign_in("medewerker")
    for _ in range(times):
        url = f"/verklaringen/{uuid4()}/bewerken"
        sent = await post(mees, url, {**POSITION, "handeling": "indienen"})
        assert sent.status_code == 303


@pytest.mark.parametrize("url", PAGES)
async def test_the_number_of_queries_of_a_page_does_not_depend_on_the_rows(
    url: str, sign_in: SignIn, storage: Storage
) -> None:
    await declare(sign_in, 1)
    who, most = PAGES[url]
    reader = await sign_in(who)
    counts = []
    for _ in range(2):
        counted: list[str] = []
        stop = count_queries(storage, counted)
        assert (await reader.get(url)).status_code == 200
        stop()
        counts.append(len(counted))
        await declare(sign_in, 12)
    assert counts[0] == counts[1]
    assert counts[0] <= most, counted


FORMS = {
    "/verklaringen/{key}/concept?veld=during_working_hours": {
        **POSITION,
        "during_working_hours": "ja",
        "works_for_residents": "ja",
        "uitleg-NF-2": "Ik haal de uren in.",
    },
    "/mag-dit/nevenfunctie/toets?veld=during_working_hours": {
        **POSITION,
        "during_working_hours": "ja",
    },
}


@pytest.mark.parametrize("url", FORMS)
async def test_the_number_of_queries_while_typing_does_not_depend_on_what_was_declared(
    url: str, sign_in: SignIn, storage: Storage
) -> None:
    await declare(sign_in, 1)
    mees, sent = await sign_in("medewerker"), url.replace("{key}", str(uuid4()))
    await post(mees, sent, POSITION)
    counts = []
    for _ in range(2):
        counted: list[str] = []
        stop = count_queries(storage, counted)
        assert (await post(mees, sent, FORMS[url])).status_code == 200
        stop()
        counts.append(len(counted))
        await post(mees, sent, POSITION)
        await declare(sign_in, 12)
    assert counts[0] == counts[1]
    assert counts[0] <= 25, counted
