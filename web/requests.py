"""The requests that pages answer, with forms read more warily than the framework reads them."""

from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, State
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException


class FormRequest(Request[Any, Any, State]):
    """A request whose form is UTF-8, whatever a part of it says, and whose token is text."""

    async def form(self) -> FormMultiDict:
        """Give the form.

        A part of a multipart form may name its own character set, and some of Python's take time
        that grows with the square of the length. Browsers send UTF-8 and name none.

        Raises:
            ClientException: a part names another character set, or is not in UTF-8, or the token
                is no text.
        """
        if self.content_type[0] == RequestEncodingType.MULTI_PART:
            await self._refuse_other_charsets()
        try:
            form = await super().form()
        except UnicodeDecodeError as fault:
            raise ClientException("The form is not in UTF-8.") from fault
        token = form.get("_csrf_token", "")
        if not isinstance(token, str) or not token.isascii():
            raise ClientException("The token of the form is no text.")
        return form

    async def _refuse_other_charsets(self) -> None:
        boundary = self.content_type[1].get("boundary", "")
        for part in (await self.body()).split(b"--" + boundary.encode()):
            # All that stands before the first empty line: at least the headers of the part.
            headers = part.partition(b"\r\n\r\n")[0].lower()
            if b"charset" in headers and b"utf-8" not in headers:
                raise ClientException("A part of the form is not in UTF-8.")
