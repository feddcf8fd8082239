"""A page has a fixed number of queries: it does not depend on how much there is to show."""

from uuid import uuid4

import pytest

from register.storage import Storage, count_queries
from tests.web.conftest import SignIn, post
from tests.web.test_journey import POSITION

PAGES = {
    "/": "medewerker",
    "/beoordelen": "leidinggevende",
    "/register": "bestuurssecretaris",
    "/verklaringen/2026-0001": "leidinggevende",
}


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
    reader = await sign_in(PAGES[url])
    counts = []
    for _ in range(2):
        counted: list[str] = []
        stop = count_queries(storage, counted)
        assert (await reader.get(url)).status_code == 200
        stop()
        counts.append(len(counted))
        await declare(sign_in, 12)
    assert counts[0] == counts[1]
    assert counts[0] <= 20, counted
