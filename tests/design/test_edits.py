"""Edits: what each says, what it leaves alone, and the identities that undoing a thought must hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.design import edits
from app.design.design import Customer, Design, DesignError
from app.geometry.frame import Frame
from app.plans.plan import Plan, Room
from app.records import Text

HUNDREDTH = st.integers(-2_000_000, 2_000_000).map(lambda n: n / 100)
FRAMES = st.builds(
    Frame,
    HUNDREDTH,
    HUNDREDTH,
    st.integers(0, 250_000).map(lambda n: n / 100),
    st.sampled_from([0.0, 90.0, 180.0, 270.0]) | st.integers(0, 35999).map(lambda n: n / 100),
)
SQUARE = Room("r", Text("室", "Room"), "living", ((0.0, 0.0), (4000.0, 0.0), (4000.0, 4000.0), (0.0, 4000.0)), 2700.0)


def design_with(*frames: Frame) -> Design:
    design = edits.new_design(Plan("p", Text("一室", "One"), (SQUARE,), (), ()), "lib", "home")
    for frame in frames:
        design, _ = edits.place(design, "base", frame, {"width": 612.5})
    return design


def test_a_placed_unit_holds_only_what_was_asked(empty: Design) -> None:
    design, unit_id = edits.place(empty, "base", Frame(100, 3000), {"width": 800, "doors": 2}, {"front": "oak"})
    unit = design.unit(unit_id)
    assert unit_id == "u1"
    assert unit.values == (("doors", 2), ("width", 800))
    assert unit.finish == (("front", "oak"),)
    assert empty.units == ()


def test_an_id_is_never_given_twice_even_after_its_unit_is_gone(empty: Design) -> None:
    design, first = edits.place(empty, "base", Frame())
    design, second = edits.place(design, "base", Frame())
    design = edits.delete(design, [first, second])
    _, third = edits.place(design, "base", Frame())
    assert (first, second, third) == ("u1", "u2", "u3")


def test_ids_from_elsewhere_are_stepped_around(empty: Design) -> None:
    design, _ = edits.place(empty, "base", Frame())
    foreign = replace(
        design, units=(replace(design.units[0], id="u41"), replace(design.units[0], id="sofa")), last_id=0
    )
    assert edits.place(foreign, "base", Frame())[1] == "u42"
    assert edits.place(edits.delete(foreign, ["u41"]), "base", Frame())[1] == "u42"


def test_a_cabinet_turned_about_its_middle_keeps_its_middle() -> None:
    # 600 wide, 560 deep, back on a north wall at y = 3000, left end at x = 1000: its middle is (1300, 2720)
    design = edits.turn(design_with(Frame(1000, 3000)), "u1", 90, (300.0, -280.0))
    frame = design.unit("u1").frame
    assert frame == Frame(1020.0, 2420.0, 0.0, 90.0)
    assert frame.out2((300.0, -280.0)) == (1300.0, 2720.0)


@given(FRAMES, st.tuples(HUNDREDTH, HUNDREDTH))
def test_four_quarter_turns_are_no_turn_at_all(frame: Frame, about: tuple[float, float]) -> None:
    quarters = frame.turn in (0.0, 90.0, 180.0, 270.0)
    turned = frame
    for _ in range(4):
        turned = edits.turned(turned, 90.0, about)
    if quarters:
        assert turned == frame
    assert turned.x == pytest.approx(frame.x, abs=1e-5)
    assert turned.y == pytest.approx(frame.y, abs=1e-5)
    assert turned.turn == pytest.approx(frame.turn, abs=1e-9)


@given(FRAMES, st.tuples(HUNDREDTH, HUNDREDTH), st.floats(-720, 720))
def test_the_point_turned_about_stays(frame: Frame, about: tuple[float, float], degrees: float) -> None:
    assert edits.turned(frame, degrees, about).out2(about) == pytest.approx(frame.out2(about), abs=2e-6)


@given(st.lists(FRAMES, min_size=1, max_size=6), st.tuples(HUNDREDTH, HUNDREDTH, HUNDREDTH), st.data())
def test_copies_deleted_again_leave_the_design_as_it_was(
    frames: list[Frame], by: tuple[float, float, float], data: st.DataObject
) -> None:
    design = design_with(*frames)
    chosen = data.draw(st.lists(st.sampled_from([unit.id for unit in design.units]), unique=True))
    more, made = edits.copy(design, chosen, by)
    assert len(made) == len(chosen)
    for old, new in zip(chosen, made, strict=True):
        a, b = design.unit(old), more.unit(new)
        assert replace(b, id=a.id, frame=a.frame) == a
        assert (b.frame.x, b.frame.y, b.frame.z) == (a.frame.x + by[0], a.frame.y + by[1], a.frame.z + by[2])
    assert replace(edits.delete(more, made), last_id=design.last_id) == design


def test_none_takes_a_value_back_to_the_samples_own() -> None:
    design = edits.set_values(design_with(Frame()), "u1", {"width": 900, "doors": 1})
    assert design.unit("u1").values == (("doors", 1), ("width", 900))
    assert edits.set_values(design, "u1", {"width": None}).unit("u1").values == (("doors", 1),)


def test_a_finish_is_the_units_or_the_designs() -> None:
    design = edits.set_finish(design_with(Frame(), Frame()), {"front": "oak"}, "u2")
    assert (design.finish, design.unit("u1").finish, design.unit("u2").finish) == ((), (), (("front", "oak"),))
    design = edits.set_finish(design, {"front": "white", "carcass": "grey"})
    assert design.finish == (("carcass", "grey"), ("front", "white"))
    assert edits.set_finish(design, {"front": None}, "u2").unit("u2").finish == ()


def test_inserts_come_change_and_go() -> None:
    design, shelf = edits.add_insert(design_with(Frame()), "u1", "shelf", "main", {"count": 2})
    design, other = edits.add_insert(design, "u1", "rod", "main")
    assert (shelf, other) == ("i1", "i2")
    design = edits.set_insert_values(design, "u1", shelf, {"count": 3})
    assert design.unit("u1").inserts[0].values == (("count", 3),)
    design = edits.remove_insert(design, "u1", shelf)
    assert [insert.id for insert in design.unit("u1").inserts] == ["i2"]


def test_the_papers_of_a_design(empty: Design) -> None:
    design = edits.set_notes(edits.set_customer(edits.rename(empty, " 新家 "), Customer("王")), "白天送货")
    assert (design.name, design.customer.name, design.notes) == ("新家", "王", "白天送货")
    assert edits.set_profile(design, "F-2").profile == "F-2"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda d: edits.move(d, "u9", Frame()), "no unit 'u9'"),
        (lambda d: edits.delete(d, ["u1", "u9"]), "no unit 'u9'"),
        (lambda d: edits.copy(d, ["u9"], (0, 0, 0)), "no unit 'u9'"),
        (lambda d: edits.set_values(d, "u9", {}), "no unit 'u9'"),
        (lambda d: edits.remove_insert(d, "u1", "i9"), "no insert 'i9'"),
        (lambda d: edits.set_insert_values(d, "u1", "i9", {}), "no insert 'i9'"),
        (lambda d: edits.add_insert(d, "u1", "shelf", ""), "needs a sample and an opening"),
        (lambda d: edits.place(d, "", Frame()), "needs a sample"),
        (lambda d: edits.rename(d, "  "), "needs a name"),
        (lambda d: edits.set_profile(d, ""), "needs a construction profile"),
    ],
)
def test_an_impossible_edit_says_so(edit, words: str) -> None:
    with pytest.raises(DesignError, match=words):
        edit(design_with(Frame()))
