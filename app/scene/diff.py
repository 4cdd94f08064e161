"""What changed between two scenes. Equal items cost one identity test, so a moved cabinet among five hundred costs next to nothing."""

from __future__ import annotations

from .scene import Change, Item, Key, Scene


def diff(old: Scene, new: Scene) -> Change:
    """Return what turns `old` into `new`; an item whose shape changed is removed and added."""
    if old.items is new.items:
        return Change()
    added: list[Item] = []
    removed: list[Key] = []
    moved: list[Item] = []
    redressed: list[Item] = []
    before = old.items
    for key, item in new.items.items():
        was = before.get(key)
        if was is item:
            continue
        if was is None:
            added.append(item)
        elif was.shape is not item.shape and was.shape != item.shape:
            removed.append(key)
            added.append(item)
        else:
            if was.frame != item.frame:
                moved.append(item)
            if (was.look, was.tint, was.layer, was.rooms) != (item.look, item.tint, item.layer, item.rooms):
                redressed.append(item)
    after = new.items
    removed.extend(key for key in before if key not in after)
    return Change(tuple(added), tuple(removed), tuple(moved), tuple(redressed))


def first(scene: Scene) -> Change:
    """Return the change that builds a scene from nothing."""
    return Change(added=tuple(scene.items.values()))
