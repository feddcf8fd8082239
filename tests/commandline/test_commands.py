"""What commands do, what they refuse, and with which exit status."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text
from sqlalchemy.engine import URL

from register.schema import migrate
from register.settings import settings
from register.storage import Storage, newest_revision
from tests.commandline.conftest import Register
from tests.register.imports.files import ANNA, BRAM, people

pytestmark = pytest.mark.storage

DATA = Path(__file__).parents[1] / "data"
Outcome = TypeVar("Outcome")


def on(database: URL, work: Callable[[Storage], Awaitable[Outcome]]) -> Outcome:
    async def run() -> Outcome:
        storage = Storage(database)
        try:
            return await work(storage)
        finally:
            await storage.close()

    return asyncio.run(run())


def values(database: URL, query: str) -> list[Any]:
    async def read(storage: Storage) -> list[Any]:
        async with storage.transaction() as db:
            return list((await (await db.connection()).execute(text(query))).scalars())

    return on(database, read)


def test_a_list_is_imported_and_a_second_time_changes_nothing(register: Register) -> None:
    first = register("import", "people", DATA / "medewerkers.xlsx")
    second = register("import", "people", DATA / "medewerkers.csv")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "390 nieuw" in first.stdout
    assert "0 nieuw, 0 gewijzigd, 0 beëindigd, 390 ongewijzigd" in second.stdout


def test_suppliers_are_imported(register: Register, database: URL) -> None:
    assert register("import", "suppliers", DATA / "leveranciers.csv").exit_code == 0
    assert values(database, "SELECT count(*) FROM supplier") == [593]


def test_a_try_says_so_and_writes_nothing(
    register: Register, database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "hr.csv"
    file.write_bytes(people(ANNA, BRAM))
    result = register("import", "people", file, "--dry-run")
    assert result.exit_code == 0
    assert "2  Bram de Boer" in result.stdout
    assert "er is niets gewijzigd" in result.stdout
    assert values(database, "SELECT staff_number FROM person") == []
    assert values(database, "SELECT action FROM event") == []


def test_a_change_is_shown_from_old_to_new(register: Register, tmp_path: Path) -> None:
    file = tmp_path / "hr.csv"
    file.write_bytes(people(ANNA))
    register("import", "people", file)
    file.write_bytes(people({**ANNA, "Afdeling": "Directie"}))
    assert "Afdeling: Bestuur → Directie" in register("import", "people", file).stdout


def test_a_bad_file_is_refused_with_every_bad_cell(
    register: Register, database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "hr.csv"
    file.write_bytes(people(ANNA, {**BRAM, "E-mail": "bram", "Leidinggevende": "9"}))
    result = register("import", "people", file)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith("hr.csv, rij 3, kolom E-mail: 'bram' – Vul een e-mailadres in")
    assert lines[-1] == "Er is niets ingelezen: er staan 2 fouten in het bestand."
    assert values(database, "SELECT staff_number FROM person") == []


def test_a_file_that_cannot_be_read_is_refused(register: Register, tmp_path: Path) -> None:
    gone = register("import", "people", tmp_path / "weg.xlsx")
    folder = register("import", "people", tmp_path)
    assert (gone.exit_code, folder.exit_code) == (1, 1)
    assert "bestaat niet" in gone.stderr


def test_a_file_that_is_too_large_is_refused_unread(
    register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REGISTER_UPLOAD_MIB", "1")
    settings.cache_clear()
    file = tmp_path / "hr.csv"
    file.write_bytes(b"x" * (1024**2 + 1))
    result = register("import", "people", file)
    assert (result.exit_code, "te groot" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("onbekend",),
        ("import", "people"),
        ("import", "koeien", "x.csv"),
        ("export", "-o", "x.xlsx"),
        ("export", "--as-of", "31-02-2026", "-o", "x.xlsx"),
        ("serve", "--port", "70000"),
    ],
)
def test_wrong_use_ends_with_2(register: Register, arguments: tuple[str, ...]) -> None:
    assert register(*arguments).exit_code == 2


def test_a_database_that_is_away_is_told_in_a_sentence(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/register")
    settings.cache_clear()
    for arguments in (("audit", "verify"), ("migrate",)):
        result = register(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("De database is niet bereikbaar:")
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("DATABASE_URL", "mysql://x/y", "geen adres van een database"),
        ("REGISTER_UPLOAD_MIB", "veel", "upload_mib"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(
    register: Register, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    settings.cache_clear()
    result = register("migrate")
    assert (result.exit_code, told in result.stderr) == (1, True)


def test_a_server_that_was_not_migrated_is_left_alone_until_it_is(
    register: Register, database: URL
) -> None:
    on(database, lambda storage: migrate(storage, "base"))
    refused = register("audit", "verify")
    assert refused.exit_code == 1
    assert "register migrate" in refused.stderr
    assert f"van migratie leeg naar {newest_revision()}" in register("migrate").stdout
    assert "stond al op" in register("migrate").stdout
    assert register("audit", "verify").exit_code == 0


def test_the_register_is_exported_and_that_is_recorded(
    register: Register, database: URL, tmp_path: Path
) -> None:
    file = tmp_path / "register.xlsx"
    result = register("export", "--as-of", "2026-03-31", "-o", file)
    assert result.exit_code == 0
    assert CalamineWorkbook.from_path(str(file)).sheet_names[:2] == ["Leeswijzer", "Nevenfuncties"]
    assert values(database, "SELECT data->>'as_of' FROM event") == ["2026-03-31"]
    assert [path.name for path in tmp_path.iterdir()] == ["register.xlsx"]


def test_an_export_that_cannot_be_written_is_refused_and_not_recorded(
    register: Register, database: URL, tmp_path: Path
) -> None:
    result = register("export", "--as-of", "31-03-2026", "-o", tmp_path / "weg" / "register.xlsx")
    assert result.exit_code == 1
    assert "niet te schrijven" in result.stderr
    assert values(database, "SELECT action FROM event") == []


def test_a_sound_register_verifies_and_an_altered_one_does_not(
    register: Register, database: URL
) -> None:
    register("import", "suppliers", DATA / "leveranciers.csv")
    sound = register("audit", "verify")
    assert sound.exit_code == 0
    assert "gebeurtenissen: 1 " in sound.stdout

    async def tamper(storage: Storage) -> None:
        async with storage.transaction() as db:
            connection = await db.connection()
            await connection.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
            await connection.execute(text("UPDATE event SET actor = '300'"))

    on(database, tamper)
    altered = register("audit", "verify")
    assert altered.exit_code == 1
    assert "kantoor, schakel 1: Deze gebeurtenis is gewijzigd" in altered.stderr


def test_a_port_that_is_taken_is_told_at_once(register: Register) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("serve", "demo"):
            result = register(command, "--port", port)
            assert result.exit_code == 1
            assert f"Poort {port} op 127.0.0.1 is al in gebruik." in result.stderr
