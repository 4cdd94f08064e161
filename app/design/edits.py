"""Every change a user can ask for, as a function design -> design. Nothing here knows what a sample looks like.

Frames are plan frames in mm and degrees; a unit is held by its back left lower corner (design.py). Values are given as a mapping or as
sorted pairs; None in a mapping takes a value back to the sample's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.components.parts import Insert, Value, Values
from app.design.design import Customer, Design, DesignError, Unit, as_values, with_unit
from app.geometry.frame import Frame, Point2, Point3, normal_turn
from app.plans.check import check_plan
from app.plans.plan import Plan
from app.plans.surveys.check import check_survey
from app.plans.surveys.measures import Survey

type Given = Mapping[str, Value] | Values
type Changes = Mapping[str, Value | None]

_NUMBERED = re.compile(r"[a-z]+(\d{1,9})")
_GRID = 6  # decimals of a mm kept when a frame is turned: a nanometre, so that four quarter turns are no move at all


def new_design(plan: Plan, library: str, name: str, profile: str = "") -> Design:
    """Return an empty design on a plan, made with the component library of that stamp."""
    design = Design(_named(name), plan, library)
    return replace(design, profile=profile) if profile else design


def place(
    design: Design,
    sample: str,
    frame: Frame,
    values: Given = (),
    finish: Given = (),
    inserts: tuple[Insert, ...] = (),
) -> tuple[Design, str]:
    """Return the design with a new unit at its end, and the unit's id, which no unit of this design ever had."""
    if not sample:
        raise DesignError(design.name, "units", "a unit needs a sample")
    number = _youngest(design) + 1
    unit = Unit(f"u{number}", sample, frame, as_values(dict(values)), as_values(dict(finish)), inserts)
    return replace(design, units=(*design.units, unit), last_id=number), unit.id


def move(design: Design, unit_id: str, frame: Frame) -> Design:
    """Return the design with one unit standing at `frame`."""
    return with_unit(design, replace(design.unit(unit_id), frame=frame))


def shift(design: Design, unit_ids: Iterable[str], by: Point3) -> Design:
    """Return the design with units moved by (dx, dy, dz) mm in plan axes."""
    for unit_id in _known(design, unit_ids):
        design = move(design, unit_id, _shifted(design.unit(unit_id).frame, by))
    return design


def turn(design: Design, unit_id: str, degrees: float, about: Point2) -> Design:
    """Return the design with a unit turned counter-clockwise about a point of its own held axes, (width / 2, -depth / 2) for its middle.

    The point stays where it is; four quarter turns bring back the same frame exactly when its numbers are whole nanometres.
    """
    unit = design.unit(unit_id)
    return with_unit(design, replace(unit, frame=turned(unit.frame, degrees, about)))


def turned(frame: Frame, degrees: float, about: Point2) -> Frame:
    """Return a frame turned counter-clockwise about a point given in its own axes, mm; the origin is kept to a nanometre."""
    centre = Frame(about[0], about[1], 0.0, 0.0)
    swung = frame.then(centre).then(Frame(turn=normal_turn(degrees))).then(centre.inverse())
    return Frame(round(swung.x, _GRID) + 0.0, round(swung.y, _GRID) + 0.0, frame.z, normal_turn(frame.turn + degrees))


def copy(design: Design, unit_ids: Iterable[str], by: Point3) -> tuple[Design, tuple[str, ...]]:
    """Return the design with copies of units, moved by (dx, dy, dz) mm in plan axes, and the ids of the copies in the same order."""
    made: list[str] = []
    for unit_id in _known(design, unit_ids):
        unit = design.unit(unit_id)
        design, new_id = place(design, unit.sample, _shifted(unit.frame, by), unit.values, unit.finish, unit.inserts)
        made.append(new_id)
    return design, tuple(made)


def delete(design: Design, unit_ids: Iterable[str]) -> Design:
    """Return the design without those units; their ids stay used up."""
    gone = frozenset(_known(design, unit_ids))
    last = _youngest(design)
    return replace(design, units=tuple(unit for unit in design.units if unit.id not in gone), last_id=last)


def set_values(design: Design, unit_id: str, changes: Changes) -> Design:
    """Return the design with some values of a unit changed; None takes a value back to the sample's own."""
    unit = design.unit(unit_id)
    return with_unit(design, replace(unit, values=_changed(unit.values, changes)))


def set_finish(design: Design, changes: Changes, unit_id: str | None = None) -> Design:
    """Return the design with finishes (slot -> decor) changed for one unit or, without an id, for the whole design."""
    if unit_id is None:
        return replace(design, finish=_changed(design.finish, changes))
    unit = design.unit(unit_id)
    return with_unit(design, replace(unit, finish=_changed(unit.finish, changes)))


def add_insert(design: Design, unit_id: str, sample: str, opening: str, values: Given = ()) -> tuple[Design, str]:
    """Return the design with an insert in an opening of a unit, and the insert's id within its unit."""
    unit = design.unit(unit_id)
    if not sample or not opening:
        raise DesignError(design.name, unit_id, "an insert needs a sample and an opening")
    number = max((_number(insert.id) for insert in unit.inserts), default=0) + 1
    insert = Insert(f"i{number}", sample, opening, as_values(dict(values)))
    return with_unit(design, replace(unit, inserts=(*unit.inserts, insert))), insert.id


def remove_insert(design: Design, unit_id: str, insert_id: str) -> Design:
    """Return the design without an insert, and without those that stand in the openings it made ("i1.left")."""
    unit = design.unit(unit_id)
    gone = {_insert(design, unit, insert_id).id}
    for _ in unit.inserts:
        gone |= {insert.id for insert in unit.inserts if insert.opening.partition(".")[0] in gone}
    return with_unit(design, replace(unit, inserts=tuple(i for i in unit.inserts if i.id not in gone)))


def set_insert_values(design: Design, unit_id: str, insert_id: str, changes: Changes) -> Design:
    """Return the design with some values of an insert changed; None takes a value back to the sample's own."""
    unit = design.unit(unit_id)
    insert = _insert(design, unit, insert_id)
    other = replace(insert, values=_changed(insert.values, changes))
    return with_unit(design, replace(unit, inserts=tuple(other if i.id == insert_id else i for i in unit.inserts)))


def rename(design: Design, name: str) -> Design:
    """Return the design under another name; DesignError when it is empty."""
    return replace(design, name=_named(name))


def set_customer(design: Design, customer: Customer) -> Design:
    """Return the design for another customer."""
    return replace(design, customer=customer)


def set_notes(design: Design, notes: str) -> Design:
    """Return the design with other notes."""
    return replace(design, notes=notes)


def set_profile(design: Design, profile: str) -> Design:
    """Return the design built by another construction profile."""
    if not profile:
        raise DesignError(design.name, "profile", "a design needs a construction profile")
    return replace(design, profile=profile)


def set_plan(design: Design, plan: Plan) -> Design:
    """Return the design on another plan, its units where they stand; PlanError when the plan cannot be, or has no room left for them."""
    check_plan(plan, design.name, draft=not design.units)
    return replace(design, plan=plan)


def set_survey(design: Design, survey: Survey) -> Design:
    """Return the design with a visit's measures: in the place of that of the same id, else as the last; PlanError when they cannot be.

    A visit that measured nothing goes.
    """
    check_survey(design.plan, survey, design.name)
    kept = design.plan.surveys
    known = any(old.id == survey.id for old in kept)
    surveys = tuple(survey if old.id == survey.id else old for old in kept) if known else (*kept, survey)
    took = tuple(one for one in surveys if one.sides or one.corners or one.levels or one.openings or one.diagonals)
    return replace(design, plan=replace(design.plan, surveys=took))


def _named(name: str) -> str:
    if not name.strip():
        raise DesignError("", "name", "a design needs a name")
    return name.strip()


def _number(some_id: str) -> int:
    match = _NUMBERED.fullmatch(some_id)
    return int(match[1]) if match else 0


def _youngest(design: Design) -> int:
    return max(design.last_id, *(_number(unit.id) for unit in design.units), 0)


def _known(design: Design, unit_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids once each, in their order; DesignError for one that is not in the design."""
    known = {unit.id for unit in design.units}
    asked = tuple(dict.fromkeys((unit_ids,) if isinstance(unit_ids, str) else unit_ids))
    for unit_id in asked:
        if unit_id not in known:
            raise DesignError(design.name, "units", f"no unit {unit_id!r}")
    return asked


def _shifted(frame: Frame, by: Point3) -> Frame:
    return Frame(frame.x + by[0], frame.y + by[1], frame.z + by[2], frame.turn)


def _changed(values: Values, changes: Changes) -> Values:
    merged: dict[str, Value | None] = {**dict(values), **changes}
    return as_values({name: value for name, value in merged.items() if value is not None})


def _insert(design: Design, unit: Unit, insert_id: str) -> Insert:
    for insert in unit.inserts:
        if insert.id == insert_id:
            return insert
    raise DesignError(design.name, unit.id, f"no insert {insert_id!r}")
