"""What must hold for everything the library can build: proved from the finished component, not from how it was made."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.components.catalog import DEFAULT_PROFILE, Catalog, open_catalog
from app.components.parts import Component, Cutout, Insert, LibraryError, Pocket, Value
from app.components.proof import faults, panel_box
from app.components.values import ParameterState
from app.geometry.box import Box
from app.geometry.frame import cross

from .conftest import LIBRARY

FAMILIES = [path.stem for path in sorted((LIBRARY / "families").glob("*.toml")) if "insert" not in path.stem]


def counts(component: Component) -> Counter[str]:
    return Counter(hole.kind for panel in component.panels for hole in panel.holes)


def check(catalog: Catalog, component: Component) -> None:
    assert not faults(component, catalog.profiles[DEFAULT_PROFILE].webs)
    found = counts(component)
    assert found["cam15"] == found["bolt8e"] == found["nut10"]
    assert found["dow8e"] == found["dow8f"]
    bought = {fitting.article: fitting.qty for fitting in component.fittings}
    assert bought.get("three_in_one_set", 0) == found["cam15"] and bought.get("dowel_8x30", 0) == found["dow8e"]
    hinges = sum(qty for article, qty in bought.items() if article.startswith("hinge"))
    assert hinges - bought.get("hinge_frame", 0) == found["cup35"], "framed glass doors come with their cups"
    assert found["plate5"] == 2 * hinges and found["pil3"] == 2 * found["cup35"]
    assert len({panel.id for panel in component.panels}) == len(component.panels)
    for panel in component.panels:
        for size in (panel.length, panel.width, panel.cut_length, panel.cut_width):
            assert size > 0 and round(size, 2) == size
        for hole in panel.holes:
            assert 0 < hole.depth <= (panel.thickness if hole.face in "AB" else max(panel.length, panel.width))
            assert 0 <= hole.x <= panel.length and 0 <= hole.y <= panel.width and 0 <= hole.z <= panel.thickness
        assert cross(panel.pose.x, panel.pose.y) == panel.pose.z and math.hypot(*panel.pose.z) == 1
    hull = component.hull
    for box in (component.body, *map(panel_box, component.panels), *(solid.box for solid in component.solids)):
        assert all(hull.low[i] <= box.low[i] + 1e-6 and box.high[i] <= hull.high[i] + 1e-6 for i in range(3))


def test_every_sample(catalog: Catalog) -> None:
    built = [catalog.build(sample.id) for sample in catalog.samples if catalog.mount(sample.id) != "opening"]
    assert len(built) > 100
    for component in built:
        check(catalog, component)


def depth_of(a: Box, b: Box) -> float:
    return min(min(a.high[i], b.high[i]) - max(a.low[i], b.low[i]) for i in range(3))


@pytest.mark.parametrize("family", FAMILIES)
def test_bodies_stand_clear_of_panels(catalog: Catalog, family: str) -> None:
    component = catalog.build(family)
    for solid in component.solids:
        for panel in component.panels:
            assert depth_of(solid.box, panel_box(panel)) <= 0.01, (solid.id, panel.id)


@pytest.mark.parametrize("family", FAMILIES)
def test_doors_stand_in_front_and_open_into_the_room(catalog: Catalog, family: str) -> None:
    component = catalog.build(family)
    by_id = {panel.id: panel for panel in component.panels}
    for panel in component.panels:
        box = panel_box(panel)
        if panel.role in ("door", "drw_face") and not LOOKS_ASIDE.isdisjoint(component.tags):
            inwards = [component.body.size[i] / 2 - (box.low[i] + box.high[i]) / 2 for i in range(2)]
            assert panel.pose.z[0] * inwards[0] + panel.pose.z[1] * inwards[1] > 0, "face A looks into the unit"
        elif panel.role in ("door", "drw_face"):
            assert (box.low[1], box.high[1]) == (-20, -2)
            assert panel.pose.z == (0, 1, 0), "face A, the drilled one, looks into the cabinet"
        elif panel.role not in ("filler", "worktop", "drw_side", "drw_inner", "panel", "beam"):
            assert box.low[1] >= (-20 if panel.role == "top" else 0), "only a top may reach over the doors"
    for swing in component.swings:
        assert swing.id in by_id or component.category == "appliance" or "glass" in swing.id
        if swing.kind == "drawer":
            assert swing.travel >= 250 and swing.box.low[1] == pytest.approx(-20 - swing.travel)


@pytest.mark.parametrize("family", FAMILIES)
def test_openings_are_free_and_bounded_by_their_panels(catalog: Catalog, family: str) -> None:
    component = catalog.build(family)
    boxes = {panel.id: panel_box(panel) for panel in component.panels}
    for opening in component.openings:
        for panel_id, box in boxes.items():
            assert opening.filled or depth_of(opening.box, box) <= 0.01, (opening.id, panel_id)
        low, high = opening.box.low, opening.box.high
        assert boxes[opening.left].high[0] == pytest.approx(low[0], abs=0.02)
        assert boxes[opening.right].low[0] == pytest.approx(high[0], abs=0.02)
        if opening.bottom and "shelf" not in opening.bottom:  # an adjustable shelf may have given way to other holes
            assert boxes[opening.bottom].high[2] == pytest.approx(low[2], abs=0.02)


def values_of(states: tuple[ParameterState, ...]) -> st.SearchStrategy[dict[str, Value]]:
    parts: dict[str, st.SearchStrategy[Value]] = {}
    for state in states:
        if re.search(r"_\d+$", state.id):
            continue  # parts of a share: locks that do not add up are refused (test_shares.py)
        if state.kind == "choice":
            parts[state.id] = st.sampled_from([choice for choice, _ in state.choices])
        elif state.kind == "bool":
            parts[state.id] = st.booleans()
        elif state.kind == "count":
            parts[state.id] = st.integers(int(state.min or 0), int(state.max or 12))
        else:
            low, high = state.min or 0.0, state.max or 3000.0
            parts[state.id] = st.one_of(
                st.integers(math.ceil(low), math.floor(high)), st.floats(low, high).map(lambda v: round(v, 2))
            )
    return st.fixed_dictionaries({}, optional=parts)


LOOKS_ASIDE = {"corner", "island"}  # units with doors that do not look straight out
_catalog = open_catalog(LIBRARY)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(data=st.data())
def test_values_within_limits_build_or_are_refused_by_limits(family: str, data: st.DataObject) -> None:
    """Whatever is asked within the limits that the inspector shows, either builds soundly or is refused for a limit that moved with it."""
    asked = data.draw(values_of(_catalog.parameters(family)))
    values = tuple(sorted(asked.items()))
    states = _catalog.parameters(family, values)
    outside = any(
        isinstance(s.value, int | float)
        and ((s.min is not None and s.value < s.min) or (s.max is not None and s.value > s.max))
        for s in states
    )
    if outside:
        with pytest.raises(LibraryError):
            _catalog.build(family, values)
        return
    check(_catalog, _catalog.build(family, values))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(width=st.floats(300, 1200), height=st.floats(60, 250))
def test_a_shelf_put_into_an_opening_takes_its_size(width: float, height: float) -> None:
    insert = Insert("s", "shelf", "bay_2", (("at", round(height, 2)),))
    values = (("width", round(width, 2)), ("doors", 1 if width <= 600 else 2))
    plain, filled = _catalog.build("base_doors", values), _catalog.build("base_doors", values, inserts=(insert,))
    new = [panel for panel in filled.panels if panel.id not in {p.id for p in plain.panels}]
    assert [panel.id for panel in new] == ["s.shelf"]
    bay = next(opening for opening in plain.openings if opening.id == "bay_2")
    assert new[0].length == pytest.approx(bay.box.size[0] - 2, abs=0.011)
    assert counts(filled)["pin5"] - counts(plain)["pin5"] in (12, 20)
    assert not faults(filled, _catalog.profiles[DEFAULT_PROFILE].webs)


def test_proof_sees_what_is_wrong(catalog: Catalog) -> None:
    """The proof itself: each kind of damage done to a sound cabinet is found."""
    webs = catalog.profiles[DEFAULT_PROFILE].webs
    sound = catalog.build("base_doors-600")
    bottom = next(panel for panel in sound.panels if panel.id == "bottom")

    def damaged(**changes: object) -> str:
        panel = replace(bottom, **changes)  # type: ignore[arg-type]
        return " ".join(faults(replace(sound, panels=(*(p for p in sound.panels if p.id != "bottom"), panel)), webs))

    assert damaged() == ""
    assert "7 cams for 8 bolts" in damaged(holes=bottom.holes[1:])
    shifted = tuple(replace(hole, y=hole.y + 1) for hole in bottom.holes)
    assert "has no nut10 to go to" in damaged(holes=shifted)
    assert "leaves the panel" in damaged(holes=(*bottom.holes, replace(bottom.holes[0], x=3.0)))
    near = replace(bottom.holes[0], x=bottom.holes[0].x + 12)
    assert "meets cam15" in damaged(holes=(*bottom.holes, near))
    longer = ((0.0, 0.0), (600.0, 0.0), (600.0, 560.0), (0.0, 560.0))
    assert "stand in each other" in damaged(length=600.0, outline=longer)
    assert "its outline is not" in damaged(length=600.0)
    assert "leaves the outline" in damaged(
        outline=((0.0, 0.0), (564.0, 0.0), (564.0, 560.0), (20.0, 560.0), (0.0, 500.0))
    )
    assert "the sink cut-out leaves" in damaged(cutouts=(Cutout("sink", (400.0, 100.0), (600.0, 300.0), 3.0),))
    assert "meets the pull pocket" in damaged(pockets=(Pocket("pull", "B", (20.0, 20.0), (60.0, 60.0), 9.0, 3.0),))
    assert "groove" in damaged(holes=(*bottom.holes, replace(bottom.holes[0], face="A", z=18.0, x=200.0, y=530.0)))
