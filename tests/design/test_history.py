"""Undo and redo: a value, so that taking back is exact by construction and by test."""

from hypothesis import given
from hypothesis import strategies as st

from app.design.design import Design
from app.design.edits import delete, new_design, place, rename, shift
from app.design.history import History
from app.geometry.frame import Frame
from app.plans.plan import Plan
from app.records import Text

EMPTY = new_design(Plan("p", Text("一", "One"), (), (), ()), "lib", "home")
GESTURES = st.lists(st.sampled_from(["place", "shift", "delete", "rename"]), max_size=25)


def after(design: Design, gesture: str, n: int) -> Design:
    if gesture == "place" or not design.units:
        return place(design, "base", Frame(n, n))[0]
    if gesture == "shift":
        return shift(design, [design.units[-1].id], (1.5, 0.0, 0.0))
    return delete(design, [design.units[0].id]) if gesture == "delete" else rename(design, f"home {n}")


@given(GESTURES)
def test_undoing_everything_and_redoing_everything_walks_the_same_road(gestures: list[str]) -> None:
    history, road = History(EMPTY), [EMPTY]
    for n, gesture in enumerate(gestures):
        history = history.commit(after(history.present, gesture, n), f"step.{n}")
        road.append(history.present)
    end = history
    for design in reversed(road[:-1]):
        history = history.undo()
        assert history.present is design
    assert not history.can_undo
    for design in road[1:]:
        history = history.redo()
        assert history.present is design
    assert history == end


def test_each_step_has_the_name_of_its_gesture() -> None:
    history = History(EMPTY)
    assert (history.undo_label, history.redo_label) == ("", "")
    history = history.commit(rename(EMPTY, "a"), "design.rename").commit(rename(EMPTY, "b"), "design.notes")
    assert (history.undo_label, history.redo_label) == ("design.notes", "")
    history = history.undo()
    assert (history.undo_label, history.redo_label) == ("design.rename", "design.notes")


def test_a_new_gesture_after_undo_ends_the_other_future() -> None:
    history = History(EMPTY).commit(rename(EMPTY, "a"), "x").undo().commit(rename(EMPTY, "b"), "y")
    assert not history.can_redo
    assert history.redo() is history
    assert history.undo().present is EMPTY


def test_a_gesture_that_changed_nothing_is_no_step() -> None:
    history = History(EMPTY).commit(rename(EMPTY, "a"), "x").undo()
    assert history.commit(rename(EMPTY, EMPTY.name), "y") is history


def test_nothing_to_undo_is_no_accident() -> None:
    assert History(EMPTY).undo() == History(EMPTY)


def test_the_oldest_steps_are_forgotten_first() -> None:
    history = History(EMPTY, limit=3)
    for n in range(10):
        history = history.commit(rename(EMPTY, f"{n}"), f"{n}")
    while history.can_undo:
        history = history.undo()
    assert history.present.name == "6"
