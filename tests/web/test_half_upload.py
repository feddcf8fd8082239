"""A browser that goes away halfway an upload leaves nothing, and keeps nobody else waiting."""

import asyncio
from pathlib import Path
from uuid import uuid4

import httpx

from register import sessions
from register.people import Person
from register.storage import Storage
from tests.conftest import NOW
from tests.pages.conftest import serving
from tests.web.test_journey import POSITION
from tests.workflows.papers import large_pdf


async def test_who_hangs_up_halfway_leaves_nothing(
    storage: Storage, organisation: dict[str, Person], tmp_path: Path
) -> None:
    key = uuid4()
    async with storage.transaction() as db:
        token = await sessions.begin(db, organisation["medewerker"].key, NOW, 10)
    async with (
        serving(storage, tmp_path, lambda: NOW) as address,
        httpx.AsyncClient(base_url=address, cookies={"sessie": token}) as client,
    ):
        await client.get("/")
        request = client.build_request(
            "POST",
            f"/verklaringen/{key}/bewerken",
            data={"_csrf_token": client.cookies["csrftoken"], **POSITION},
            files=[("bijlage", ("offerte.pdf", large_pdf(3_000_000)))],
        )
        body = await request.aread()
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        line = f"POST {request.url.raw_path.decode()} HTTP/1.1\r\n{head}\r\n"
        _, port = address.rsplit(":", 1)
        for share in (0.1, 0.5, 0.999):
            _, writer = await asyncio.open_connection("127.0.0.1", int(port))
            writer.write(line.encode() + body[: int(len(body) * share)])
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        assert (await client.get(f"/verklaringen/{key}")).status_code == 404
        assert (await client.send(request)).status_code == 200
        assert (await client.get(f"/verklaringen/{key}/bewerken")).text.count(
            ">offerte.pdf</a>"
        ) == 1
