"""Settings: every one documented, checked when read, and one secret for all processes."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from register.settings import HOUSE, Settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine's own environment say nothing."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"REGISTER_{name.upper()}", raising=False)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_a_setting_says_what_it_is_for(name: str) -> None:
    description = Settings.model_fields[name].description
    assert description
    assert description.endswith(".")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://u@h/d")
    monkeypatch.setenv("REGISTER_DEMO", "true")
    monkeypatch.setenv("REGISTER_SESSION_HOURS", "8")
    read = Settings()
    assert (read.database_url, read.demo, read.session_hours) == ("postgres://u@h/d", True, 8)


def test_without_an_environment_it_is_no_demo_and_cookies_are_safe() -> None:
    read = Settings()
    assert read.database_url is None
    assert not read.demo
    assert read.secure_cookies
    assert read.data_folder == HOUSE / ".data"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET", "short"),
        ("SESSION_HOURS", "0"),
        ("SESSION_HOURS", "337"),
        ("UPLOAD_MIB", "101"),
        ("LOG_LEVEL", "info; rm"),
        ("DEMO", "misschien"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"REGISTER_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_the_secret_of_the_environment_goes_first_and_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REGISTER_SECRET", "s" * 32)
    read = Settings(data_folder=tmp_path)
    assert read.signing_secret() == "s" * 32
    assert "s" * 32 not in repr(read)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_made_once_kept_and_readable_by_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    secret = Settings(data_folder=folder).signing_secret()
    assert len(secret) == 64
    assert Settings(data_folder=folder).signing_secret() == secret
    assert [path.name for path in folder.iterdir()] == ["secret"]
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_eight_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    """Each waits for the same line on its input, so that they go on together."""
    code = (
        "import sys; from pathlib import Path; from register.settings import Settings;"
        f"settings = Settings(data_folder=Path({str(tmp_path)!r}));"
        "print('ready', flush=True); sys.stdin.readline();"
        "print(settings.signing_secret())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        told, _ = process.communicate(timeout=60)
        said.append(told)
        assert process.returncode == 0
    assert len(set(said)) == 1
    assert len(said[0].strip()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
