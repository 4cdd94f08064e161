"""A family's plan works out what its formulas say: the same as name by name and row by row, and nothing where those would refuse."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.catalog import Catalog
from app.components.family import Family
from app.components.given import opening_names, seen_names
from app.components.instance import Instance, RowByRow
from app.components.parts import LibraryError, Opening, Value
from app.components.plan import compile_plan
from app.components.schema import ITEM_TABLES
from app.components.values import ParameterState, work_out
from app.components.writing import DOUBTS, in_python
from app.formula import FUNCTIONS, Where, bind, parse
from app.geometry.box import Box

from .conftest import LIBRARY

FAMILIES = [path.stem for path in sorted((LIBRARY / "families").glob("*.toml"))]
WHERE = Where("families/some.toml", "derived.some")
POINTS = 6
OPENINGS = [
    Opening("bay", Box((18, 0, 100), (918, 530, top)), "l", "r", "t", "b", "back", over=(15, 15, 15, 15))
    for top in (1300, 550)
]


def names_for(family: Family, at: int) -> Mapping[str, Any]:
    seen = seen_names(("left",) if at % 2 else ())
    return {**seen, **(opening_names(OPENINGS[at % 2]) if family.mount == "opening" else {})}


def read(instance: Instance, family: Family) -> dict[str, list[tuple[Any, ...]]]:
    """All that an instance tells, with what is worked out when it is read."""
    told: dict[str, list[tuple[Any, ...]]] = {}
    for table in ITEM_TABLES:
        if table != "need":
            keys = ("id", *family.items[table][0].use) if family.items[table] else ()
            told[table] = [tuple(plain(getattr(row, key)) for key in keys) for row in instance.rows(table)]
    told["whole"] = [(instance.values, instance.body, instance.elevation, instance.code)]
    return told


def plain(value: Any) -> Any:
    return tuple(map(plain, value)) if hasattr(value, "__next__") or isinstance(value, tuple) else value


def some_value(state: ParameterState, random: Random) -> Value:
    if state.choices:
        return random.choice(state.choices)[0]
    if state.kind == "bool":
        return random.random() < 0.5
    if state.min is None or state.max is None or state.max < state.min:
        return state.value
    if state.kind == "count":
        return random.randint(int(state.min), int(state.max))
    return random.choice((state.min, state.max, round(random.uniform(state.min, state.max), 2)))


@pytest.mark.parametrize("profile", ["RCP-18", "ECO-16"])
@pytest.mark.parametrize("name", FAMILIES)
def test_a_plan_says_what_the_formulas_say(catalog: Catalog, name: str, profile: str) -> None:
    family, random = catalog.family(name, profile), Random(name)
    plan, agreed, asked = compile_plan(family), 0, dict[str, Value]()
    for at in range(POINTS):
        outside = names_for(family, at)
        everything = {**family.profile.names, **outside}
        try:
            rows = RowByRow(family, work_out(family, asked, everything, name))
            slow = read(rows, family)
            if not all(row.that for row in rows.rows("need")):
                raise LibraryError(name, "need", "is refused")
        except LibraryError:
            with pytest.raises(DOUBTS):
                read(plan(asked, outside), family)
        else:
            fast = plan(asked, outside)
            assert repr(read(fast, family)) == repr(slow)
            agreed += 1
        if at == 0:
            continue  # by default in the other place too
        states: list[ParameterState] = []
        work_out(family, {}, everything, name, states)
        chosen = random.sample(states, min(3, len(states)))
        asked = {state.id: some_value(state, random) for state in chosen}
    assert agreed, "by default at least"


@pytest.mark.parametrize(
    "asked",
    [
        {"width": 100.0}, {"width": 5000}, {"width": 600.005}, {"width": True}, {"width": "600"}, {"width": None}, {"width": float("nan")},
        {"width": float("inf")}, {"width": 10**400}, {"doors": 1.5}, {"doors": 9}, {"hand": "middle"}, {"hand": True}, {"matched": 1},
        {"no_such": 1},
    ],
)  # fmt: skip
def test_what_is_refused_is_no_plan(catalog: Catalog, asked: dict[str, Any]) -> None:
    family = catalog.family("base_doors")
    plan = compile_plan(family)
    assert plan({"width": 600, "doors": 1, "hand": "left", "matched": True}, names_for(family, 0)).values
    with pytest.raises(DOUBTS):
        plan(asked, names_for(family, 0))
    with pytest.raises(LibraryError):
        work_out(family, asked, {**family.profile.names, **names_for(family, 0)}, "sample")


FORMULAS = st.recursive(
    st.sampled_from(["width", "n", "profile.gap", "2", "0.5", "-3"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner)
    | st.builds("({} if {} {} {} and not {} == {} else -{})".format, inner, inner, st.sampled_from(["<", ">="]), *[inner] * 4)
    | st.builds("{}({}, {}, {})".format, st.sampled_from(["min", "max"]), inner, inner, inner)
    | st.builds("{}({})".format, st.sampled_from(["abs", "floor", "ceil", "round"]), inner),
    max_leaves=12,
)  # fmt: skip


@given(FORMULAS, st.floats(1, 3000), st.integers(0, 9))
def test_a_formula_written_in_python_is_the_formula(source: str, width: float, n: int) -> None:
    names = {"width": width, "n": n, "profile.gap": 3.0}
    if len(source) > 400:
        return
    formula = bind(parse(source, WHERE), dict.fromkeys(names, "number"))
    seen = {"v_width": width, "v_n": n, "v_profile_gap": 3.0, **FUNCTIONS}
    try:
        expected = formula(names)
    except LibraryError:
        raise
    except Exception:
        return  # divides by zero, or is no size
    assert eval(in_python(source, lambda word: "v_" + word.replace(".", "_")), seen) == expected


def test_the_deepest_formula_is_written_too() -> None:
    deep = "1"
    while True:
        try:
            parse(f"abs(width + {deep})", WHERE)
        except Exception:
            break
        deep = f"abs(width + {deep})"
    assert deep.count("abs") > 10
    assert eval(in_python(deep, str), {**FUNCTIONS, "width": 2}) == 2 * deep.count("abs") + 1
