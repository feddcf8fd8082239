"""Draws the states of a declaration in docs/architecture.md: `python -m tools.draw_states`.

The diagram and the table under it come from the one table of transitions, so they cannot say
anything else than the register does. A test holds the page to what is drawn here.
"""

from register.declarations import Status
from register.settings import HOUSE
from tools.console import say
from workflows.transitions import TRANSITIONS

PAGE = HOUSE / "docs" / "architecture.md"
BEGIN = "<!-- drawn by `make diagram`: change workflows/transitions.py instead -->"
END = "<!-- end of what is drawn -->"


def drawn() -> str:
    """Give the diagram and the table as Markdown."""
    return f"```mermaid\n{diagram()}\n```\n\n{table()}"


def diagram() -> str:
    """Give the states and the ways between them as a Mermaid state diagram."""
    begins = {each.source for each in TRANSITIONS}
    lines = [
        "stateDiagram-v2",
        *(f'    state "{status.label}" as {status.value}' for status in Status),
        f"    [*] --> {Status.CONCEPT.value}",
        *(
            f"    {each.source.value} --> {each.target.value}: {each.move.value}"
            for each in TRANSITIONS
        ),
        *(f"    {status.value} --> [*]" for status in Status if status not in begins),
    ]
    return "\n".join(lines)


def table() -> str:
    """Give the transitions as a table: from, action, to, who takes it and what it needs."""
    lines = [
        "| From | Action | To | Taken by | Needs |",
        "|---|---|---|---|---|",
        *(
            f"| {each.source.label} | {each.move.value} | {each.target.label} "
            f"| {each.party.value} | {each.needs} |"
            for each in TRANSITIONS
        ),
    ]
    return "\n".join(lines)


def renewed(page: str) -> str:
    """Give the page with what stands between the marks drawn anew.

    Raises:
        ValueError: the page does not have both marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for the diagram.")
    return f"{before}{BEGIN}\n{drawn()}\n{END}{after}"


def main() -> None:
    """Draw the states anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    say(f"Drew the states in {PAGE.relative_to(HOUSE)}.")


if __name__ == "__main__":
    main()
