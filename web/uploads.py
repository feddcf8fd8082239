"""The files of a form: those that were sent with it, and the field in which they are chosen."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from litestar.datastructures import UploadFile

from register.attachments import LARGEST, LARGEST_MIB, FileType
from web.page import WebRequest
from workflows.attachment_rows import AttachmentRow
from workflows.attachments import MOST, Upload

FILES = "bijlage"
"""The name of the field in which files are chosen."""
_TEXT = 2 * 1024**2
"""How many bytes of a request with files are not the files."""
LARGEST_REQUEST = MOST * LARGEST + _TEXT


@dataclass(frozen=True)
class FilesField:
    """The field in which files are chosen, with those that are there.

    Attributes:
        name: what it is called in the form.
        id: what it is called on the page.
        attachments: the files that were added.
        errors: what was wrong with those that were sent, a sentence a file.
        required: whether there has to be one.
    """

    name: str
    id: str
    attachments: Sequence[AttachmentRow]
    errors: Sequence[str] = ()
    required: bool = False

    @property
    def accept(self) -> str:
        """The extensions that a browser offers."""
        return ",".join(extension for each in FileType for extension in each.extensions)

    @property
    def hint(self) -> str:
        """What can be added."""
        return (
            f"Pdf, png, jpg, docx of xlsx. Hoogstens {MOST} bestanden van elk hoogstens "
            f"{LARGEST_MIB} MiB."
        )


def files_field(attachments: Sequence[AttachmentRow], errors: Sequence[str] = ()) -> FilesField:
    """Give the field of the form of a declaration.

    Args:
        attachments: the files that were added.
        errors: what was wrong with those that were just sent, a sentence a file.
    """
    return FilesField(FILES, FILES, attachments, errors)


@asynccontextmanager
async def sent_files(request: WebRequest, name: str = FILES) -> AsyncIterator[Sequence[Upload]]:
    """Give the files that were sent in a field, until the block ends."""
    form = await request.form()
    sent = [each for each in form.getall(name, []) if isinstance(each, UploadFile)]
    try:
        yield [Upload(each.filename, each.file) for each in sent]
    finally:
        for each in sent:
            await each.close()
