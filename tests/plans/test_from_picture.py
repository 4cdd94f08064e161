"""A page of a PDF becomes the picture that its paper says; what cannot be read is told in one sentence; two points scale and turn."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.from_picture import Bitmap, levelled, pages, render_page, scaled
from app.plans.plan import PlanError
from app.plans.underlay import Picture

A4 = (841.89, 595.28)  # points of an A4 page on its side (ISO 216: 297 x 210 mm)


def pdf(path: Path, content: bytes, boxes: tuple[tuple[float, float], ...] = (A4,), trailer: bytes = b"") -> Path:
    """Write a PDF by hand: pages of those sizes, all with one content."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(len(boxes)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(boxes)),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    for width, height in boxes:
        box = f"/MediaBox [0 0 {width} {height}]".encode()
        bodies.append(b"<< /Type /Page /Parent 2 0 R %s /Contents 3 0 R >>" % box)
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    size = b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer)
    path.write_bytes(data + head + size + b"startxref\n%d\n%%%%EOF" % len(data))
    return path


def pixel(bitmap: Bitmap, x: int, y: int) -> tuple[int, ...]:
    at = (y * bitmap.width + x) * 3
    return tuple(bitmap.data[at : at + 3])


def test_a_page_is_as_large_as_its_paper(tmp_path: Path) -> None:
    found = pages(pdf(tmp_path / "two.pdf", b"", (A4, (A4[1], A4[0]))))
    assert [page.number for page in found] == [1, 2]
    assert (found[0].width, found[0].height) == pytest.approx((297.0, 210.0), abs=0.01)
    assert (found[1].width, found[1].height) == pytest.approx((210.0, 297.0), abs=0.01)


def test_what_is_drawn_is_where_the_page_says(tmp_path: Path) -> None:
    """A red square of 100 points, 100 from the left and the lower edge, on a page of 1000 by 500."""
    path = pdf(tmp_path / "red.pdf", b"1 0 0 rg 100 100 100 100 re f", ((1000.0, 500.0),))
    made = render_page(path, 1, 1000)
    assert (made.width, made.height, len(made.data)) == (1000, 500, 1000 * 500 * 3)
    assert pixel(made, 150, 350) == (255, 0, 0)
    for x, y in ((95, 350), (205, 350), (150, 295), (150, 405)):
        assert pixel(made, x, y) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("empty.pdf", b"", "is not a PDF"),
        ("text.pdf", b"hello", "is not a PDF"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj <<", "is a broken PDF"),
        ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 200, "is a broken PDF"),
    ],
)
def test_what_is_no_pdf_is_told_in_a_sentence(tmp_path: Path, name: str, data: bytes, cause: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PlanError, match=cause):
        pages(path)


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"41" * 32,
        b"42" * 32,
    )
    with pytest.raises(PlanError, match="password"):
        pages(pdf(tmp_path / "locked.pdf", b"", trailer=lock))


def test_a_folder_a_missing_file_and_a_page_that_is_not_there_are_told(tmp_path: Path) -> None:
    for path, cause in ((tmp_path, "folder"), (tmp_path / "none.pdf", "No such file")):
        with pytest.raises(PlanError, match=cause):
            pages(path)
    path = pdf(tmp_path / "one.pdf", b"")
    for page in (0, 2, 10**9):
        with pytest.raises(PlanError, match="there are 1 pages"):
            render_page(path, page, 500)
    with pytest.raises(PlanError, match="is not between"):
        render_page(path, 1, 10**9)


def test_a_page_as_long_as_a_street_is_not_rendered(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="points"):
        pages(pdf(tmp_path / "long.pdf", b"", ((1e9, 10.0),)))


point = st.tuples(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))


def on_plan(picture: Picture, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a picture lies, pixels from its lower left corner."""
    turn, size = math.radians(picture.turn), picture.mm_per_pixel
    return (
        picture.at[0] + size * (x * math.cos(turn) - y * math.sin(turn)),
        picture.at[1] + size * (x * math.sin(turn) + y * math.cos(turn)),
    )


@given(at=point, turn=st.floats(0, 360), size=st.floats(0.1, 50), length=st.floats(10, 1e5))
def test_two_points_come_to_be_as_far_apart_as_was_told(at, turn, size, length) -> None:
    picture = Picture("p.png", size, at, turn)
    a, b = on_plan(picture, 120.0, 300.0), on_plan(picture, 900.0, 340.0)
    made = scaled(picture, a, b, length)
    assert made.scaled
    assert on_plan(made, 120.0, 300.0) == pytest.approx(a, abs=1e-3)  # the first point stays
    assert math.dist(on_plan(made, 120.0, 300.0), on_plan(made, 900.0, 340.0)) == pytest.approx(length, rel=1e-6)


@given(at=point, turn=st.floats(0, 360), size=st.floats(0.1, 50))
def test_two_points_come_to_lie_level_or_upright(at, turn, size) -> None:
    picture = Picture("p.png", size, at, turn)
    a, b = on_plan(picture, 120.0, 300.0), on_plan(picture, 900.0, 340.0)
    made = levelled(picture, a, b)
    a2, b2 = on_plan(made, 120.0, 300.0), on_plan(made, 900.0, 340.0)
    assert a2 == pytest.approx(a, abs=1e-3)
    assert min(abs(b2[0] - a2[0]), abs(b2[1] - a2[1])) == pytest.approx(0.0, abs=1e-3)
    assert math.dist(a2, b2) == pytest.approx(math.dist(a, b), rel=1e-9)


def test_points_at_one_place_and_absurd_lengths_are_refused() -> None:
    picture = Picture("p.png", 2.0)
    with pytest.raises(PlanError, match="at one place"):
        scaled(picture, (10.0, 10.0), (11.0, 10.0), 1000.0)
    with pytest.raises(PlanError, match="at one place"):
        levelled(picture, (10.0, 10.0), (10.0, 10.0))
    for length in (0.0, -5.0, math.nan, math.inf, 1e30):
        with pytest.raises(PlanError, match="is not between"):
            scaled(picture, (0.0, 0.0), (1000.0, 0.0), length)
