"""The documentation says what is: settings, commands, targets, tables, states, words and links."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from commandline.main import main
from register.declarations import Status
from register.findings import Severity
from register.imports import PEOPLE, SUPPLIERS
from register.imports.rows import Listing
from register.people import Office
from register.schema import METADATA
from register.settings import HOUSE, Settings
from register.types import TYPES
from tools.draw_states import PAGE, renewed

DOCS = HOUSE / "docs"
README = HOUSE / "README.md"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PAGES = [README, HOUSE / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
PICTURES = sorted((DOCS / "images").iterdir())
LARGEST_PICTURE = 200_000
CAMERAS = ("take_screenshots.py", "code_pictures.py")

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Give the file and the heading that each relative link of a page leads to."""
    for found in LINK.finditer(text(page)):
        target, _, heading = (found[1] or found[2]).partition("#")
        if "://" not in target:
            yield (page.parent / target).resolve() if target else page, heading


def anchors(page: Path) -> set[str]:
    """Give the headings of a page as links call them."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def cells(page: Path, heading: str) -> list[tuple[str, ...]]:
    """Give the rows of the first table under a heading, without its head."""
    under = f"\n{text(page)}".split(f"\n{heading}\n", 1)[1]
    rows: list[tuple[str, ...]] = []
    for line in under.splitlines():
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        elif rows:
            break
    return rows[2:]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in anchors(target), f"{target.name}#{heading}"


def test_every_picture_is_shown_taken_by_the_tool_and_small() -> None:
    shown = {target for page in PAGES for target, _ in links(page)}
    tool = "".join(text(HOUSE / "tools" / name) for name in CAMERAS)
    for picture in PICTURES:
        assert picture in shown, picture.name
        assert f'"{picture.stem}"' in tool, picture.name
        assert picture.stat().st_size <= LARGEST_PICTURE, picture.name


def test_the_readme_lists_every_setting_as_it_is() -> None:
    assert cells(README, "## Settings") == [
        (f"`{field.validation_alias or f'REGISTER_{name.upper()}'}`", default, field.description)
        for name, field in Settings.model_fields.items()
        for default in [written(field.default)]
    ]


def written(default: object) -> str:
    match default:
        case None:
            return "–"
        case Path():
            return f"`{default.relative_to(HOUSE).as_posix()}`"
        case bool():
            return f"`{str(default).lower()}`"
        case _:
            return f"`{default}`"


def test_the_readme_lists_every_command() -> None:
    listed = [command for command, _ in cells(README, "## The command line")]
    assert {_words(command) for command in listed} == {
        f"register {command}" for command in _commands(main)
    }


def _words(listed: str) -> str:
    """Give a command as it is listed without its options and arguments."""
    return " ".join(re.findall(r"\b[a-z]+\b", re.split(r" [\[\-A-Z]", listed.strip("`"))[0]))


def _commands(group: click.Group) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from (f"{name} {each}" for each in _commands(command))
        else:
            yield name


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", text(HOUSE / "Makefile"), re.MULTILINE))
    for page in PAGES:
        for target in re.findall(r"(?:`|\$ )make ([a-z-]+)", text(page)):
            assert target in targets, f"{page.name}: make {target}"


def test_the_states_are_drawn_as_they_are() -> None:
    assert renewed(text(PAGE)) == text(PAGE), "Run `make diagram`."


def test_the_architecture_names_every_table() -> None:
    first = " ".join(row[0] for row in cells(PAGE, "## The tables"))
    assert sorted(re.findall(r"`(\w+)`", first)) == sorted(METADATA.tables)


def test_decisions_are_numbered_and_listed() -> None:
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert numbers == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]
    titles = [text(decision).splitlines()[0] for decision in DECISIONS]
    index = cells(DOCS / "decisions" / "README.md", "# Decisions")
    assert [f"# {row[0][1:5]}. {row[1]}" for row in index] == titles


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_tells_context_decision_and_alternatives(decision: Path) -> None:
    headings = re.findall(r"^## (.+)$", text(decision), re.MULTILINE)
    assert headings == ["Context", "Decision", "Alternatives"]


def test_the_glossary_pairs_every_slug_with_what_people_read() -> None:
    page = DOCS / "glossary.md"
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text(page).splitlines()
        if line.startswith("| `")
    ]
    pairs = {(row[0].strip("`"), cell) for row in rows for cell in row[1:]}
    for each in (*Status, *Office, *Severity):
        assert (each.value, each.label) in pairs
    for kind in TYPES.values():
        assert (kind.slug, kind.title) in pairs
        assert kind.table.name.replace("_", " ") in text(page).replace("-", " ")


def test_the_manual_tells_employees_every_kind_and_state_as_the_pages_do() -> None:
    page = DOCS / "handleiding" / "medewerker.md"
    assert cells(page, "## Wat meld je?") == [
        (f"**{kind.title}**", kind.when_needed) for kind in TYPES.values()
    ]
    states = [row[0] for row in cells(page, "## Je eigen pagina")]
    assert states == [f"**{status.label}**" for status in Status]


def test_the_manual_of_the_bestuurssecretaris_lists_every_sheet() -> None:
    page = DOCS / "handleiding" / "bestuurssecretaris.md"
    assert cells(page, "## Wat er in het Excel-register staat") == [
        (kind.sheet_title, kind.title) for kind in TYPES.values()
    ]


@pytest.mark.parametrize("listing", [PEOPLE, SUPPLIERS], ids=lambda listing: listing.title)
def test_the_manual_of_the_administrator_lists_every_column(listing: Listing) -> None:
    rows = cells(DOCS / "handleiding" / "beheerder.md", f"**{listing.title}**")
    assert [(row[0], row[-1]) for row in rows] == [
        (column.label, "ja" if column.optional else "nee") for column in listing.columns
    ]
