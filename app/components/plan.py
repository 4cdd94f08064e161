"""A family as one Python function: its parameters, shares and derived values, then all rows of its items, worked out in one go.

The formulas are those of the family, word for word, over the construction profile it is bound to. What is not plainly right (a limit, a
wrong type, a division by zero, a wild number) is left to the row-by-row way (values.py, rows.py), which comes upon it again and tells it.
Each item is a function of its own: families share their parts, and so the functions of those. They read like this:

    def plan(asked, given):
        v_width = asked.get('width')
        if v_width is None: v_width = 600
        ...
        if v_glazed: panel_7_rows(r_panel.append, panel_7, v_shelves, ...)

    def rows(add, item, v_shelves, ...):
        for v_i in range(v_shelves):
            v_n = v_i + 1
            add(new(Row_panel, (item, 'shelf_' + str(v_n), ...)))
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, NamedTuple

from app.components.family import REPEAT_LIMIT, BoundItem, BoundParameter, BoundShare, Family
from app.components.given import OPENING_KINDS, SEEN_KINDS
from app.components.parts import Value, Values
from app.components.rows import LazyRow, Row
from app.components.schema import ITEM_TABLES
from app.components.shares import DUST
from app.components.template import written
from app.components.values import shared
from app.components.writing import DOUBTS, DoubtError, Writer, called, names_in
from app.formula import FUNCTIONS, Formula


class Planned(NamedTuple):
    """A family with its values worked out: what it is as a whole, and the rows of its items by table."""

    values: Values
    body: tuple[float, float, float]
    elevation: float
    code: str
    tables: Mapping[str, list[Row]]

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables[table]


type Plan = Callable[[Mapping[str, Value], Mapping[str, Any]], Planned]


def compile_plan(family: Family) -> Plan:
    """Return the function of a family: from the values asked for and the names given (seen, opening) to all there is to make.

    The function raises one of DOUBTS for what is not plainly right.
    """
    writer = _FamilyWriter(family)
    writer.write()
    exec(compile("\n".join(writer.lines), f"<plan of {family.id}>", "exec"), writer.seen)
    plan: Plan = writer.seen["plan"]
    return plan


_SEEN: dict[str, Any] = {  # what all functions see from outside
    **FUNCTIONS, "written": written, "shared": shared, "Doubt": DoubtError, "Planned": Planned, "new": tuple.__new__, "rounded": round,
}  # fmt: skip


@lru_cache(maxsize=8192)
def _rows_function(source: str) -> Any:
    found: dict[str, Any] = {}
    exec(compile(source, "<rows of an item>", "exec"), _SEEN, found)
    return found["rows"]


class _ItemWriter(Writer):
    """Writes the function of the rows of an item."""

    def __init__(self, fixed: Mapping[str, Any], item: BoundItem) -> None:
        super().__init__(fixed, "")
        self.item, self.own = item, dict[str, str]()  # names of its own -> what they are called

    def write(self) -> Any:
        """Return the function, as often as BoundItem.each says, but for a `when` that is asked first."""
        item = self.item
        if item.repeat is not None:
            times = self.fresh()
            self.line(f"{times} = {self.formula(item.repeat)}")
            self.line(f"if {times} != int({times}) or not 0 <= {times} <= {REPEAT_LIMIT}: raise Doubt")
            self.inside(f"for v_i in range(int({times})):")
            self.line("v_n = v_i + 1")
            self.own |= {"i": "v_i", "n": "v_n"}
        for key, formula in item.let:
            self.line(f"own_{key} = {self.formula(formula)}")
            self.own[key] = f"own_{key}"
        if not item.general and item.when is not None:
            self.inside(f"if {self.formula(item.when)}:")
        parts = [self.template(item.id), *(self.value(one) for one in item.use.values())]
        self.line(f"add(new(Row_{item.table}, (item, {', '.join(parts)})))")
        self.lines[0] = f"def rows({', '.join(('add', 'item', *map(called, sorted(self.used))))}):"
        return _rows_function("\n".join(self.lines))

    def word(self, word: str) -> str:
        """Return what a name of a formula is called in the function."""
        return self.own.get(word) or super().word(word)


class _FamilyWriter(Writer):
    """Writes the function of a family; `seen` are the names it sees from outside."""

    def __init__(self, family: Family) -> None:
        super().__init__(family.profile.names, "def plan(asked, given):")
        self.family, self.seen = family, dict(_SEEN)

    def write(self) -> None:
        """Write all of it."""
        family = self.family
        known = self.outside("known", frozenset(family.parameters) | frozenset(family.shares))
        self.line(f"if not asked.keys() <= {known} or None in asked.values(): raise Doubt")
        used = family.used | names_in(family.code)
        for word in (*SEEN_KINDS, *(OPENING_KINDS if family.mount == "opening" else ())):
            if word in used:
                self.line(f"{called(word)} = given[{word!r}]")
        shares = []
        for step in family.steps:
            if isinstance(step, tuple):
                self.line(f"{called(step[0])} = {self.formula(step[1])}")
            elif isinstance(step, BoundShare):
                shares.append(self.share(step))
            else:
                self.parameter(step)
        for table in ITEM_TABLES:
            self.table(table, family.items[table])
        tables = ", ".join(f"{table!r}: r_{table}" for table in ITEM_TABLES)
        body = ", ".join(f"float({self.formula(part)})" for part in family.body)
        elevation, code = self.formula(family.elevation), self.template(family.code)
        self.line(f"return Planned({self.values(shares)}, ({body}), float({elevation}), {code}, {{{tables}}})")

    def outside(self, name: str, thing: object) -> str:
        """Return the name of a thing from outside."""
        self.seen[name] = thing
        return name

    def parameter(self, step: BoundParameter) -> None:
        """Write how a parameter gets its value, as values.work_out says it."""
        name, kind, default = called(step.id), step.spec.kind, self.formula(step.default)
        self.line(f"{name} = asked.get({step.id!r})")
        self.line(f"if {name} is None: {name} = {default}")
        if kind == "choice":
            allowed = self.outside(f"choices_{step.id}", tuple(choice.value for choice in step.spec.choices))
            self.line(f"elif {name}.__class__ is bool or {name} not in {allowed}: raise Doubt")
        elif kind == "bool":
            self.line(f"elif {name}.__class__ is not bool: raise Doubt")
        else:
            self.line(f"elif {name}.__class__ is not float and {name}.__class__ is not int: raise Doubt")
            if kind == "count":
                self.line(f"if {name} != int({name}): raise Doubt")
                self.line(f"{name} = int({name})")
            else:
                if self.family.mount != "run":  # the lengths of runs follow from where others stand
                    self.line(f"elif not abs({name} - rounded({name}, 2)) <= {DUST!r}: raise Doubt")
                self.line(f"{name} = float({name})")
        if step.default.kind == "number":
            self.check(name)
            low = "" if step.min is None else f"{name} < {self.formula(step.min)} - {DUST!r}"
            high = "" if step.max is None else f"{name} > {self.formula(step.max)} + {DUST!r}"
            if low or high:
                self.line(f"if {low}{' or ' if low and high else ''}{high}: raise Doubt")

    def share(self, step: BoundShare) -> str:
        """Write how a share gets its parts; return what holds them."""
        formulas = [one for part in fields(step) if isinstance(one := getattr(step, part.name), Formula)]
        words = sorted({"profile.remainder"}.union(*(one.names for one in formulas)))
        made, share = self.fresh(), self.outside(f"share_{step.id}", step)
        names = ", ".join(f"{word!r}: {self.word(word)}" for word in words)
        self.line(f"{made} = shared({share}, asked, {{{names}}}, '', None)")
        self.line(f"{called(step.id)} = {made}.pop({step.id!r})")
        return made

    def values(self, shares: list[str]) -> str:
        """Return the text of the values, sorted by name."""
        pairs = "".join(f"({name!r}, {called(name)}), " for name in sorted(self.family.parameters))
        parts = ", ".join(f"*{made}.items()" for made in shares)
        return f"tuple(sorted([{pairs}{parts}]))" if shares else f"({pairs})"

    def table(self, table: str, items: tuple[BoundItem, ...]) -> None:
        """Write the rows of a table."""
        self.line(f"r_{table} = []")
        for at, item in enumerate(items):
            outer = self.indent
            if item.general and item.when is not None:
                self.inside(f"if {self.formula(item.when)}:")
            if table == "need":
                self.line(f"if not {self.formula(item.use['that'])}: raise Doubt")
            else:
                self.item(f"{table}_{at}", item)
            self.indent = outer

    def item(self, name: str, item: BoundItem) -> None:
        """Write how the rows of an item are added."""
        row = f"Row_{item.table}"
        if row not in _SEEN:
            _SEEN[row] = namedtuple(row, ("item", "id", *item.use))
        whole = self.fixed_row(item, _SEEN[row])
        if whole is not None:
            self.line(f"r_{item.table}.append({self.outside(f'{name}_row', whole)})")
            return
        writer = _ItemWriter(self.fixed, item)
        rows = self.outside(f"{name}_rows", writer.write())
        arguments = [f"r_{item.table}.append", self.outside(name, item), *map(self.word, sorted(writer.used))]
        self.line(f"{rows}({', '.join(arguments)})")

    def fixed_row(self, item: BoundItem, row: Any) -> Any:
        """Return the row of an item that is there once and always the same; None for the others."""
        if (
            item.repeat is not None
            or not item.general
            or not names_in((item.id, *item.use.values())) <= self.fixed.keys()
        ):
            return None
        lazy = LazyRow(item, self.fixed)
        try:
            parts = [getattr(lazy, key) for key in row._fields]
        except DOUBTS:
            return None
        return row._make(part if not hasattr(part, "__next__") else tuple(part) for part in parts)
