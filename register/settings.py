"""Every setting, read once from the environment: ``REGISTER_…`` and ``DATABASE_URL``."""

import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
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
    base_url: Annotated[
        str,
        Field(
            description="Where people find the register; links in mail begin with it.",
            pattern=r"^https?://[^\s/?#]+$",
        ),
    ] = "http://127.0.0.1:8000"
    smtp_host: Annotated[
        str | None,
        Field(
            description="The mail server. Without one, and in the demo, mail goes to /postvak.",
            min_length=1,
        ),
    ] = None
    smtp_port: Annotated[int, Field(description="The port of the mail server.", ge=1, le=65535)] = (
        587
    )
    smtp_user: Annotated[
        str | None, Field(description="Signs in at the mail server, with smtp_password.")
    ] = None
    smtp_password: Annotated[SecretStr | None, Field(description="The password of smtp_user.")] = (
        None
    )
    smtp_tls: Annotated[
        Literal["none", "starttls", "tls"],
        Field(description="How the connection with the mail server is secured."),
    ] = "starttls"
    smtp_timeout: Annotated[
        int,
        Field(description="How long to wait for the mail server, in seconds.", ge=1, le=30),
    ] = 20
    mail_from: Annotated[
        str,
        Field(
            description="The address that mail comes from; needed where there is a mail server.",
            pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+$",
        ),
    ] = "integriteitsregister@intermaris.example"
    mail_reply_to: Annotated[
        str | None,
        Field(
            description="The address that answers go to.",
            pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+$",
        ),
    ] = None
    log_level: Annotated[
        str, Field(description="The least serious log lines to write.", pattern="^[A-Z]+$")
    ] = "INFO"
    log_json: Annotated[
        bool, Field(description="Write log lines as JSON instead of for people.")
    ] = True

    @model_validator(mode="after")
    def _mail_comes_from_somewhere(self) -> Self:
        """Refuse a mail server without an address to send from."""
        if self.smtp_host is not None and "mail_from" not in self.model_fields_set:
            raise ValueError("smtp_host is set, so mail_from has to be set too.")
        return self

    @property
    def mails_into_mailbox(self) -> bool:
        """Whether mail is shown on ``/postvak`` instead of being sent."""
        return self.demo or self.smtp_host is None

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
