"""diff: playing the change over the old scene gives the new one, and says no more than needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.geometry.frame import Frame
from app.scene.diff import diff, first
from app.scene.forms import block
from app.scene.scene import Change, Item, Key, Look, Scene, Shape

SHAPES = [Shape((block((0.0, 0.0, 0.0), (float(n), 1.0, 1.0)),)) for n in (1, 2)]
LOOKS = [Look((10, 20, 30)), Look((200, 20, 30))]

items = st.builds(
    lambda name, shape, look, x, tint: Item(("unit", name), SHAPES[shape], LOOKS[look], Frame(x), "unit", tint),
    st.sampled_from("abcdef"),
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from([0.0, 5.0]),
    st.sampled_from([None, (1, 2, 3)]),
)
scenes = st.lists(items, max_size=6).map(lambda found: Scene({item.key: item for item in found}))


def played(old: Scene, change: Change) -> dict[Key, Item]:
    now = dict(old.items)
    for key in change.removed:
        del now[key]
    for item in (*change.added, *change.moved, *change.redressed):
        now[item.key] = item
    return now


@given(scenes, scenes)
def test_a_change_turns_the_old_scene_into_the_new(old: Scene, new: Scene) -> None:
    assert played(old, diff(old, new)) == dict(new.items)


@given(scenes)
def test_nothing_changed_is_nothing_to_do(scene: Scene) -> None:
    assert diff(scene, Scene(dict(scene.items))) == Change()
    assert played(Scene({}), first(scene)) == dict(scene.items)


@given(scenes, scenes)
def test_a_shape_that_stays_is_never_removed(old: Scene, new: Scene) -> None:
    change = diff(old, new)
    for key in change.removed:
        assert key not in new.items or new.items[key].shape != old.items[key].shape
    for item in change.moved:
        assert item.frame != old.items[item.key].frame
