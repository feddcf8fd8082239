"""Every setting, read once from the environment: ``REGISTER_…`` and ``DATABASE_URL``."""

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

HOUSE = Path(__file__).resolve().parent.parent
"""The folder of the project: templates, static files and migrations stand in it."""


class Settings(BaseSettings):
    """The settings of one process. The README lists them for whoever runs the register."""

    model_config = SettingsConfigDict(env_prefix="REGISTER_", extra="ignore", populate_by_name=True)

    database_url: Annotated[
        str | None,
        Field(
            validation_alias="DATABASE_URL",
            description="PostgreSQL 15 or newer; without it an embedded PostgreSQL is used.",
        ),
    ] = None
    data_folder: Annotated[
        Path,
        Field(description="Where the embedded PostgreSQL and the generated secret are kept."),
    ] = HOUSE / ".data"
    demo: Annotated[
        bool,
        Field(description="Serve the demo: sign in by choosing one of the invented people."),
    ] = False
    secret: Annotated[
        SecretStr | None,
        Field(
            description="Signs the tokens that protect forms, at least 32 characters; processes "
            "that share a database share it. Without it one is made and kept in the data folder.",
            min_length=32,
        ),
    ] = None
    secure_cookies: Annotated[
        bool,
        Field(description="Send cookies over HTTPS only. The demo on 127.0.0.1 turns it off."),
    ] = True
    session_hours: Annotated[
        int, Field(description="How long somebody stays signed in, in hours.", ge=1, le=24 * 14)
    ] = 10
    upload_mib: Annotated[
        int, Field(description="The largest file that can be imported, in MiB.", ge=1, le=100)
    ] = 10
    log_level: Annotated[
        str, Field(description="The least serious log lines to write.", pattern="^[A-Z]+$")
    ] = "INFO"
    log_json: Annotated[
        bool, Field(description="Write log lines as JSON instead of for people.")
    ] = True

    def signing_secret(self) -> str:
        """Give the secret that signs form tokens, making and keeping one where none was set.

        The file is created whole under its final name, so that two processes that start together
        agree on one secret.
        """
        if self.secret is not None:
            return self.secret.get_secret_value()
        self.data_folder.mkdir(parents=True, exist_ok=True)
        kept = self.data_folder / "secret"
        if not kept.exists():
            fresh = self.data_folder / f"secret.{os.getpid()}.part"
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_hex(32), encoding="ascii")
            try:
                os.link(fresh, kept)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return kept.read_text(encoding="ascii")


@lru_cache
def settings() -> Settings:
    """Give the settings of this process."""
    return Settings()
