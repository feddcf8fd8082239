"""The name of an attachment: as it was, without what could fool a reader or a computer."""

import re
import unicodedata
from pathlib import PurePosixPath

from register.attachments import NAME_LENGTH, FileType

_RESERVED_SIGNS = re.compile(r'[<>:"|?*]')
_RESERVED_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""What Windows keeps for itself."""
_HIDDEN = ("C", "Zl", "Zp")
"""The categories of signs that nobody sees, such as those that turn the order of reading."""
NAMELESS = "bijlage"


def file_name(typed: str, type_: FileType) -> str:
    """Give the name under which a file is kept: its own, with an extension that tells what it is.

    The extension of another type that the register takes is put right; any other stays and is
    followed by the right one, so that a name never says less than it did.

    Args:
        typed: the name as the browser sent it.
        type_: what the file is.
    """
    clean = tidy_name(typed)
    stem, extension = _split(clean)
    if extension.casefold() in type_.extensions:
        kept = extension
    else:
        kept = type_.extensions[0]
        if extension.casefold() not in _EXTENSIONS:
            stem = clean
    stem = (stem or NAMELESS)[: NAME_LENGTH - len(kept)].rstrip(" .")
    return f"{stem or NAMELESS}{kept}"


def tidy_name(typed: str) -> str:
    """Give a name without folders, without signs that nobody sees, and bounded in length."""
    last = typed.replace("\\", "/").rstrip("/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", last)
    seen = "".join(sign for sign in composed if not unicodedata.category(sign).startswith(_HIDDEN))
    name = " ".join(_RESERVED_SIGNS.sub("_", seen).split()).strip(" .")
    if _RESERVED_NAMES.match(name):
        name = f"_{name}"
    if len(name) > NAME_LENGTH:
        stem, extension = _split(name)
        name = f"{stem[: NAME_LENGTH - len(extension)].rstrip(' .')}{extension}"
    return name or NAMELESS


_EXTENSIONS = {extension for each in FileType for extension in each.extensions}
_LONGEST_EXTENSION = 10


def _split(name: str) -> tuple[str, str]:
    """Split a name in what stands before its extension, and that extension with its dot."""
    extension = PurePosixPath(name).suffix
    if not extension or len(extension) > _LONGEST_EXTENSION:
        return name, ""
    return name.removesuffix(extension), extension
