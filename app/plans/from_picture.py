"""A picture or one page of a PDF that lies under a plan to be traced: pages read within limits, the picture scaled and turned.

Pixels count from the upper left corner; points of the plan are mm, x east, y north. A picture's `at` is its lower left corner.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.geometry.frame import Point2, normal_turn
from app.plans.import_apart import limit_memory
from app.plans.plan import PlanError
from app.plans.underlay import Picture

LIMIT = 128 * 1024 * 1024  # bytes of a PDF
MOST_PAGES = 2000
PIXELS = (64, 8000)  # the least and the greatest long side of a page's picture
PAPER = (1.0, 20000.0)  # points that a page's sides measure; a PDF page is 14400 at most unless it scales its unit
POINT = 25.4 / 72.0  # mm of paper
LEAST_APART = 4.0  # pixels between the two points that scale or turn a picture
LEAST_LENGTH, MOST_LENGTH = 10.0, 1e6  # mm that two points are told to be apart


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its number from 1 and its paper, mm."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Pixels row by row from the top, three bytes each: red, green, blue."""

    width: int
    height: int
    data: bytes


def pages(path: Path) -> tuple[Page, ...]:
    """Return the pages of a PDF; PlanError when it is broken, locked by a password, too large or has none."""
    with _Pdf(path) as pdf:
        return tuple(pdf.page(number) for number in range(1, len(pdf) + 1))


def render_page(path: Path, page: int, pixels: int) -> Bitmap:
    """Return a page of a PDF as a picture whose long side is `pixels`; PlanError when it cannot be."""
    if not PIXELS[0] <= pixels <= PIXELS[1]:
        raise PlanError(path, "pixels", f"{pixels} is not between {PIXELS[0]} and {PIXELS[1]}")
    with _Pdf(path) as pdf:
        if not 1 <= page <= len(pdf):
            raise PlanError(path, f"page {page}", f"there are {len(pdf)} pages")
        paper = pdf.page(page)
        return pdf.render(page, pixels * POINT / max(paper.width, paper.height))


def pages_within_limits(path: Path, tell: Callable[[str, float], None]) -> tuple[Page, ...]:
    """Return the pages of a PDF; for a process made for it, whose memory is bounded from now on."""
    limit_memory()
    tell("plan_editor.reading", 0.1)
    return pages(path)


def render_within_limits(path: Path, page: int, pixels: int, tell: Callable[[str, float], None]) -> Bitmap:
    """Return a page of a PDF as a picture; for a process made for it, whose memory is bounded from now on."""
    limit_memory()
    tell("plan_editor.reading", 0.1)
    return render_page(path, page, pixels)


def _pdfium() -> Any:
    import pypdfium2  # type: ignore[import-untyped]  # it takes a while to load, and only a PDF needs it

    return pypdfium2


class _Pdf:
    """An open PDF; everything the library raises becomes a PlanError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open = self._read()

    def _read(self) -> Any:
        pdfium = _pdfium()
        try:
            size = self.path.stat().st_size
            if not (self.path.is_file() or self.path.is_dir()):
                raise PlanError(self.path, "", "is a pipe or a device, not a file")
            with self.path.open("rb") as stream:
                head = stream.read(1024)
        except IsADirectoryError as problem:
            raise PlanError(self.path, "", "is a folder, not a file") from problem
        except OSError as problem:
            raise PlanError(self.path, "", problem.strerror or str(problem)) from problem
        if size > LIMIT:
            raise PlanError(self.path, "", f"larger than {LIMIT // 1024**2} MiB")
        if b"%PDF" not in head:
            raise PlanError(self.path, "", "is not a PDF")
        try:
            found = pdfium.PdfDocument(self.path)
            count = len(found)
        except pdfium.PdfiumError as problem:
            locked = "password" in str(problem).lower()
            cause = "is locked by a password; save it without one" if locked else "is a broken PDF"
            raise PlanError(self.path, "", cause) from problem
        if not 1 <= count <= MOST_PAGES:
            found.close()
            raise PlanError(self.path, "", f"has {count} pages; 1 to {MOST_PAGES} can be read")
        return found

    def __enter__(self) -> _Pdf:
        return self

    def __exit__(self, *problem: object) -> None:
        self._open.close()

    def __len__(self) -> int:
        return len(self._open)

    def page(self, number: int) -> Page:
        """Return the size of a page."""
        width, height = self._guarded(number, lambda: self._open.get_page_size(number - 1))
        if not all(math.isfinite(side) and PAPER[0] <= side <= PAPER[1] for side in (width, height)):
            raise PlanError(self.path, f"page {number}", f"its paper is {width:g} by {height:g} points")
        return Page(number, width * POINT, height * POINT)

    def render(self, number: int, scale: float) -> Bitmap:
        """Return a page in so many pixels a point."""

        def rendered() -> Bitmap:
            page = self._open[number - 1]
            made = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, no_smoothtext=False)
            rows, stride = bytes(made.buffer), made.stride
            if made.n_channels != 3:
                raise PlanError(self.path, f"page {number}", f"has {made.n_channels} colour channels")
            used = made.width * 3
            data = (
                rows if stride == used else b"".join(rows[y * stride : y * stride + used] for y in range(made.height))
            )
            result = Bitmap(made.width, made.height, data)
            made.close()
            page.close()
            return result

        return self._guarded(number, rendered)

    def _guarded[T](self, number: int, what: Callable[[], T]) -> T:
        try:
            return what()
        except (_pdfium().PdfiumError, ValueError, OverflowError) as problem:
            raise PlanError(self.path, f"page {number}", "is broken and cannot be shown") from problem
        except MemoryError as problem:
            raise PlanError(self.path, f"page {number}", "needs more memory than it may have") from problem


# --- where a picture lies --------------------------------------------------------------------------------------------


def scaled(picture: Picture, a: Point2, b: Point2, length: float) -> Picture:
    """Return a picture so scaled that two points of the plan, which lie on it, come to be `length` mm apart; `a` stays.

    PlanError when the points are too near each other for that, or the length is none that a home has.
    """
    _check_apart(picture, a, b)
    if not LEAST_LENGTH <= length <= MOST_LENGTH:
        raise PlanError(picture.file, "length", f"{length:g} is not between {LEAST_LENGTH:g} and {MOST_LENGTH:g}")
    share = length / math.dist(a, b)
    at = (a[0] + (picture.at[0] - a[0]) * share, a[1] + (picture.at[1] - a[1]) * share)
    return replace(picture, mm_per_pixel=picture.mm_per_pixel * share, at=at, scaled=True)


def levelled(picture: Picture, a: Point2, b: Point2) -> Picture:
    """Return a picture so turned about `a` that the line to `b` runs along x or y, whichever it is nearer to; PlanError as `scaled`."""
    _check_apart(picture, a, b)
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    by = round(angle / 90.0) * 90.0 - angle
    cos, sin = math.cos(math.radians(by)), math.sin(math.radians(by))
    x, y = picture.at[0] - a[0], picture.at[1] - a[1]
    at = (a[0] + x * cos - y * sin, a[1] + x * sin + y * cos)
    return replace(picture, at=at, turn=normal_turn(picture.turn + by))


def _check_apart(picture: Picture, a: Point2, b: Point2) -> None:
    if not math.dist(a, b) >= LEAST_APART * picture.mm_per_pixel:
        raise PlanError(picture.file, "points", "the two points lie at one place; take two that are far apart")
