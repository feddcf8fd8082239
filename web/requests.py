"""The requests that pages answer, with forms read more warily than the framework reads them."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE
from litestar.types import Empty
from multipart import MultipartError, MultipartSegment, PushMultipartParser

_MOST_PARTS = 1_000
_LARGEST_TEXT = 1024**2
"""How many bytes the fields of a form may have together, beside its files."""


class FormRequest(Request[Any, Any, State]):
    """A request whose form is UTF-8, whatever a part of it says, and whose token is text."""

    async def form(self) -> FormMultiDict:
        """Give the form. Its files wait on disk, and are never held in memory whole.

        A part of a multipart form may name its own character set, and some of Python's take time
        that grows with the square of the length. Browsers send UTF-8 and name none.

        Raises:
            ClientException: a part names another character set, or is not in UTF-8, or stops
                halfway, or the fields are too large, or the token is no text.
        """
        content_type, options = self.content_type
        state = self._connection_state
        if content_type == RequestEncodingType.MULTI_PART and state.form is Empty:
            boundary = options.get("boundary", "")
            state.form = await _read(self.stream(), boundary.encode())
        try:
            form = await super().form()
        except UnicodeDecodeError as fault:
            raise ClientException("The form is not in UTF-8.") from fault
        token = form.get("_csrf_token", "")
        if not isinstance(token, str) or not token.isascii():
            raise ClientException("The token of the form is no text.")
        return form


async def _read(stream: AsyncIterator[bytes], boundary: bytes) -> dict[str, Any]:
    """Read a multipart form: of each name the values, files as they stand on disk."""
    reader = _Reader()
    try:
        with PushMultipartParser(boundary, max_segment_count=_MOST_PARTS) as parser:
            async for chunk in stream:
                if parser.closed or not chunk:
                    break
                for piece in parser.parse(chunk):
                    await reader.take(piece)
    except (MultipartError, UnicodeDecodeError) as fault:
        await reader.throw_away()
        raise ClientException("The form is incomplete or cannot be read.") from fault
    except ClientException:
        await reader.throw_away()
        raise
    return {
        name: values if len(values) > 1 else values[0] for name, values in reader.fields.items()
    }


class _Reader:
    """The fields of a form as their parts come in."""

    def __init__(self) -> None:
        self.fields: dict[str, list[Any]] = {}
        self._name = ""
        self._value: UploadFile | bytearray = bytearray()
        self._text = 0

    async def take(self, piece: MultipartSegment | bytearray | bytes | None) -> None:
        """Take the beginning of a part, a piece of it, or (``None``) its end."""
        if isinstance(piece, MultipartSegment):
            self._begin(piece)
        elif piece is None:
            await self._end()
        elif isinstance(self._value, UploadFile):
            await self._value.write(piece)
        else:
            self._text += len(piece)
            if self._text > _LARGEST_TEXT:
                raise ClientException(
                    "The fields are too large.", status_code=HTTP_413_REQUEST_ENTITY_TOO_LARGE
                )
            self._value.extend(piece)

    def _begin(self, segment: MultipartSegment) -> None:
        told = segment.header("Content-Type", "").lower()
        if "charset" in told and "utf-8" not in told:
            raise ClientException("A part of the form is not in UTF-8.")
        self._name = segment.name or ""
        self._value = bytearray()
        if segment.filename:
            self._value = UploadFile(segment.content_type or "", segment.filename)

    async def _end(self) -> None:
        value = self._value
        if isinstance(value, UploadFile):
            await value.seek(0)
            self.fields.setdefault(self._name, []).append(value)
        else:
            self.fields.setdefault(self._name, []).append(value.decode("utf-8"))
        self._value = bytearray()

    async def throw_away(self) -> None:
        """Throw away the files that came in."""
        values = [self._value, *(value for held in self.fields.values() for value in held)]
        for value in values:
            if isinstance(value, UploadFile):
                await value.close()
