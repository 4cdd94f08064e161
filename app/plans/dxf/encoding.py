r"""In which alphabet a DXF file is written: by its header where that is true, by its bytes where it is not; codes as \U+7A97 written out.

Drawings of Chinese offices from before 2007 are GBK; many name another code page, or none, because they went through a foreign program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

COMMON = (
    0.6  # share of the letters that are among the 3755 most used ones of GB 2312, of which nearly all texts consist
)
LINES = 4000  # lines with letters beyond ASCII that are looked at
_HEADER = re.compile(rb"\$(ACADVER|DWGCODEPAGE)\s+[13]\s+([^\r\n]+)")
_HIGH = re.compile(rb"[\x80-\xff]")
_CODE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_MIF = re.compile(r"\\M\+([1-5])([0-9A-Fa-f]{4})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # but for tabs and line ends
_MIF_ALPHABETS = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gbk"}


def alphabet(data: bytes) -> str:
    """Return the encoding that a text DXF shows against its header, "" where the header may be believed."""
    if data.isascii():
        return ""
    told = {key: value.strip().upper() for key, value in _HEADER.findall(data[:65536])}
    page = told.get(b"DWGCODEPAGE", b"")
    lines = list(islice(_lettered(data), LINES))
    if not lines:
        return ""
    unicode = told.get(b"ACADVER", b"") >= b"AC1021"
    if unicode or page in (b"", b"ANSI_1252", b"ASCII", b"DOS437", b"DOS850"):
        if all(_reads(line, "utf-8") for line in lines):
            return "" if unicode else "utf-8"
        return "gbk" if _is_chinese(lines) else ""
    return ""


def _lettered(data: bytes) -> Iterator[bytes]:
    """Yield the lines that hold letters beyond ASCII; a search for them alone is many times as fast as one for lines."""
    start = 0
    while (found := _HIGH.search(data, start)) is not None:
        at = found.start()
        start = max(start, data.rfind(b"\n", start, at) + 1, data.rfind(b"\r", start, at) + 1)
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        back = data.find(b"\r", at, end)
        end = end if back < 0 else back
        yield data[start:end]
        start = end


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(lines: list[bytes]) -> bool:
    """Return whether bytes are GBK: pairs of high bytes, mostly of the block of common letters."""
    pairs = [pair for line in lines for run in re.findall(rb"[\x80-\xff]+", line) for pair in _pairs(run)]
    whole = [pair for pair in pairs if len(pair) == 2 and pair[1] >= 0xA1]
    common = sum(0xB0 <= pair[0] <= 0xD7 for pair in whole)
    return len(whole) >= 2 and len(whole) >= 0.9 * len(pairs) and common >= COMMON * len(whole)


def _pairs(run: bytes) -> list[bytes]:
    return [run[i : i + 2] for i in range(0, len(run), 2)]


def readable(value: object) -> str:
    r"""Return a text with `\U+7A97` and `\M+5B4B0` written out; bytes that are no letters and control codes are shown as question marks."""
    text = str(value)
    if "\\U+" in text:
        text = _CODE.sub(lambda code: chr(int(code.group(1), 16)), text)
    if "\\M+" in text:
        text = _MIF.sub(lambda code: _letter(code.group(1), code.group(2)), text)
    text = _CONTROL.sub("?", text)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _letter(alphabet: str, code: str) -> str:
    return bytes.fromhex(code).decode(_MIF_ALPHABETS[alphabet], "replace")
