"""The Excel register of a day from the command line."""

import asyncio
import os
import pwd
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.engine import URL

from commandline import exporting
from register.storage import Storage
from tests.commandline.conftest import Register

pytestmark = pytest.mark.storage

NOW = datetime(2026, 11, 24, 12, 46, tzinfo=UTC)
"""13.46 uur in Amsterdam."""


@pytest.fixture(autouse=True)
def the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "system_clock", lambda: NOW)


def recorded(database: URL) -> list[Any]:
    async def read() -> list[Any]:
        storage = Storage(database)
        async with storage.transaction() as db:
            found = await (await db.connection()).execute(text("SELECT data FROM event"))
            told = list(found.scalars())
        await storage.close()
        return told

    return asyncio.run(read())


def test_a_day_that_has_yet_to_come_is_refused(
    register: Register, database: URL, tmp_path: Path
) -> None:
    result = register("export", "--as-of", "25-11-2026", "-o", tmp_path / "r.xlsx")

    assert result.exit_code == 1
    assert "Deze dag moet nog komen." in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert recorded(database) == []


def test_today_is_exported_as_it_stands(register: Register, tmp_path: Path) -> None:
    today = register("export", "--as-of", "24-11-2026", "-o", tmp_path / "a.xlsx")
    yesterday = register("export", "--as-of", "23-11-2026", "-o", tmp_path / "b.xlsx")

    assert (today.exit_code, yesterday.exit_code) == (0, 0)
    assert "nog niet voorbij; dit is de stand van 13:46 uur" in today.stdout
    assert "nog niet voorbij" not in yesterday.stdout


def test_the_workbook_and_the_chain_name_the_user_of_the_operating_system(
    register: Register, database: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "iemand-anders")
    monkeypatch.setenv("LOGNAME", "iemand-anders")
    made_by = f"Opdrachtregel, gebruiker {pwd.getpwuid(os.getuid()).pw_name}"
    register("export", "--as-of", "24-11-2026", "-o", tmp_path / "r.xlsx")

    book = CalamineWorkbook.from_path(str(tmp_path / "r.xlsx"))
    guide = {row[0]: row[1] for row in book.get_sheet_by_name("Leeswijzer").to_python()}
    assert guide["Gemaakt door"] == made_by
    assert [data["who"] for data in recorded(database)] == [made_by]


def test_a_user_without_a_name_is_called_by_number(
    register: Register, database: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    result = register("export", "--as-of", "24-11-2026", "-o", tmp_path / "r.xlsx")

    assert result.exit_code == 0
    assert recorded(database)[0]["who"] == f"Opdrachtregel, gebruiker {os.getuid()}"
