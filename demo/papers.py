"""The papers of the demo: small files that are really what they say, made here and nowhere kept."""

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.attachments import Upload

_WIDE, _HIGH = 320, 200
_SKY, _ROOF, _PANEL = b"\xd6\xe6\xf2", b"\xa8\x5a\x3c", b"\x1f\x3b\x63"


@dataclass(frozen=True)
class Paper:
    """A file that somebody adds to a form.

    Attributes:
        name: what it is called.
        lines: what it says; a picture says nothing.
    """

    name: str
    lines: tuple[str, ...] = ()

    def upload(self) -> Upload:
        """Give it as somebody sends it."""
        content = pdf(self.lines) if self.lines else picture()
        return Upload(self.name, io.BytesIO(content))


def pdf(lines: Sequence[str]) -> bytes:
    """Write a PDF of one page with these lines."""
    shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    text = f"BT /F1 12 Tf 16 TL 72 760 Td {shown}ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        written += b"%010d 00000 n \n" % place
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    written += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(written)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def picture() -> bytes:
    """Draw a PNG: a roof with solar panels under the sky."""
    rows = b"".join(
        b"\x00" + b"".join(_colour(across, down) for across in range(_WIDE))
        for down in range(_HIGH)
    )
    header = struct.pack(">2I5B", _WIDE, _HIGH, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _colour(across: int, down: int) -> bytes:
    if down < 60 or abs(across - _WIDE // 2) > 40 + down // 2:
        return _SKY
    return _PANEL if 80 < down < 170 and down % 22 > 3 and across % 30 > 3 else _ROOF


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
