"""How a command refuses: one line on the standard error and exit status 1, never a traceback."""

from typing import IO, Any

import click
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from register.errors import Refusal

_TOLD = {
    # A lock that was not given in time.
    "55P03": "Een ander proces is hier al mee bezig. Probeer het zo nog eens.",
    # A privilege that the user of the database does not have.
    "42501": "De databasegebruiker van DATABASE_URL mag dit niet. Gebruik de eigenaar.",
}
"""What PostgreSQL's codes mean for somebody at the command line."""
_LOST = "De verbinding met de database viel weg. Er is niets half opgeslagen."


class Refused(click.ClickException):
    """A command that was refused; the message is a Dutch sentence."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the reason where errors go."""
        click.echo(self.format_message(), file=file, err=file is None)


class RefusingGroup(click.Group):
    """A group of commands of which every refusal ends in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Raises:
            Refused: it was refused, a setting is wrong, or the database cannot be reached.
        """
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Refused(refusal.sentence) from refusal
        except ValidationError as wrong:
            raise Refused(_told_setting(wrong)) from wrong
        except (ConnectionError, TimeoutError) as fault:
            raise Refused(_LOST) from fault
        except DBAPIError as fault:
            told = _told_database(fault)
            if told is None:
                raise
            raise Refused(told) from fault


def told_file(fault: OSError) -> str:
    """Tell in Dutch why a file cannot be read or written."""
    match fault:
        case FileNotFoundError():
            return "het bestand of de map bestaat niet"
        case IsADirectoryError() | NotADirectoryError():
            return "dit is een map of ligt niet in een map"
        case PermissionError():
            return "je hebt er geen rechten voor"
        case _:
            return fault.strerror or str(fault)


def _told_setting(wrong: ValidationError) -> str:
    told = "; ".join(
        f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"
        for error in wrong.errors(include_url=False, include_input=False)
    )
    return f"Een instelling klopt niet. {told}"


def _told_database(fault: DBAPIError) -> str | None:
    """Tell a database that is away or busy; any other fault of it is a fault of the program."""
    told = _TOLD.get(getattr(fault.orig, "sqlstate", None) or "")
    if told:
        return told
    if fault.connection_invalidated or isinstance(fault, OperationalError | InterfaceError):
        return _LOST
    return None
