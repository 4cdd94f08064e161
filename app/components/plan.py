"""A family as one Python function: its parameters, shares and derived values, then all rows of its items, worked out in one go.

The formulas are those of the family, word for word, over the construction profile it is bound to. What is not plainly right (a limit, a
wrong type, a division by zero, a wild number) is left to the row-by-row way (values.py, rows.py), which comes upon it again and tells it.
The function reads like this:

    def plan(asked, given):
        v_width = asked.get('width')
        if v_width is None: v_width = 600
        ...
        for v_i in range(v_shelves):
            v_n = v_i + 1
            r_panel.append(new(Row_panel, (panel_7, f'shelf_{v_n}', ...)))
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from app.components.family import REPEAT_LIMIT, BoundItem, BoundParameter, BoundShare, Family
from app.components.given import OPENING_KINDS, SEEN_KINDS
from app.components.parts import LibraryError, Value, Values
from app.components.rows import LazyRow, Row
from app.components.schema import ITEM_TABLES
from app.components.shares import DUST
from app.components.template import Template, written
from app.components.values import shared
from app.formula import FUNCTIONS, SIZE_LIMIT, Formula, in_python


class DoubtError(Exception):
    """Something is not plainly right."""


DOUBTS = (DoubtError, LibraryError, ArithmeticError, LookupError, NameError, TypeError, ValueError)


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
    writer = _Writer(family)
    writer.write()
    exec(compile("\n".join(writer.lines), f"<plan of {family.id}>", "exec"), writer.seen)
    plan: Plan = writer.seen["plan"]
    return plan


class _Writer:
    """Writes the function line by line; `seen` are the names it sees from outside."""

    def __init__(self, family: Family) -> None:
        self.family, self.fixed = family, family.profile.names
        self.lines, self.indent, self.count = ["def plan(asked, given):"], "    ", 0
        self.local: dict[str, str] = {}  # names of the item being written -> what they are called in the function
        self.seen: dict[str, Any] = {
            **FUNCTIONS, "written": written, "shared": shared, "Doubt": DoubtError, "Planned": Planned, "new": tuple.__new__,
            "rounded": round,
        }  # fmt: skip

    def write(self) -> None:
        """Write all of it."""
        family = self.family
        known = self.outside("known", frozenset(family.parameters) | frozenset(family.shares))
        self.line(f"if not asked.keys() <= {known} or None in asked.values(): raise Doubt")
        used = family.used | _names_in(family.code)
        for word in (*SEEN_KINDS, *(OPENING_KINDS if family.mount == "opening" else ())):
            if word in used:
                self.line(f"{_called(word)} = given[{word!r}]")
        shares = []
        for step in family.steps:
            if isinstance(step, tuple):
                self.line(f"{_called(step[0])} = {self.formula(step[1])}")
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

    def line(self, text: str) -> None:
        """Write a line."""
        self.lines.append(self.indent + text)

    def inside(self, head: str) -> None:
        """Write the head of a block; the lines that follow are in it."""
        self.line(head)
        self.indent += "    "

    def outside(self, name: str, thing: object) -> str:
        """Return the name of a thing from outside."""
        self.seen[name] = thing
        return name

    def fresh(self) -> str:
        """Return a name that is not used yet."""
        self.count += 1
        return f"x{self.count}"

    def parameter(self, step: BoundParameter) -> None:
        """Write how a parameter gets its value, as values.work_out says it."""
        name, kind, default = _called(step.id), step.spec.kind, self.formula(step.default)
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
        self.line(f"{_called(step.id)} = {made}.pop({step.id!r})")
        return made

    def values(self, shares: list[str]) -> str:
        """Return the text of the values, sorted by name."""
        pairs = "".join(f"({name!r}, {_called(name)}), " for name in sorted(self.family.parameters))
        parts = ", ".join(f"*{made}.items()" for made in shares)
        return f"tuple(sorted([{pairs}{parts}]))" if shares else f"({pairs})"

    def table(self, table: str, items: tuple[BoundItem, ...]) -> None:
        """Write the rows of a table."""
        self.line(f"r_{table} = []")
        if not items:
            return
        row = namedtuple(f"Row_{table}", ("item", "id", *items[0].use))  # type: ignore[misc]
        self.outside(f"Row_{table}", row)
        for at, item in enumerate(items):
            outer, self.local = self.indent, {}
            self.item(f"{table}_{at}", item, row)
            self.indent = outer
        self.local = {}

    def item(self, name: str, item: BoundItem, row: Any) -> None:
        """Write the rows of an item, as often as BoundItem.each says."""
        if item.general and item.when is not None:
            self.inside(f"if {self.formula(item.when)}:")
        if item.repeat is not None:
            times = self.fresh()
            self.line(f"{times} = {self.formula(item.repeat)}")
            self.line(f"if {times} != int({times}) or not 0 <= {times} <= {REPEAT_LIMIT}: raise Doubt")
            self.inside(f"for v_i in range(int({times})):")
            self.line("v_n = v_i + 1")
        for key, formula in item.let:
            self.line(f"{_called(key)}_{name} = {self.formula(formula)}")
            self.local[key] = f"{_called(key)}_{name}"
        if not item.general and item.when is not None:
            self.inside(f"if {self.formula(item.when)}:")
        if item.table == "need":
            self.line(f"if not {self.formula(item.use['that'])}: raise Doubt")
            return
        whole = self.fixed_row(item, row)
        if whole is not None:
            self.line(f"r_{item.table}.append({self.outside(f'{name}_row', whole)})")
            return
        parts = [self.outside(name, item), self.template(item.id), *(self.value(one) for one in item.use.values())]
        self.line(f"r_{item.table}.append(new(Row_{item.table}, ({', '.join(parts)})))")

    def fixed_row(self, item: BoundItem, row: Any) -> Any:
        """Return the row of an item that is always the same; None for the others."""
        if not _names_in((item.id, *item.use.values())) <= self.fixed.keys():
            return None
        lazy = LazyRow(item, self.fixed)
        try:
            parts = [getattr(lazy, key) for key in row._fields]
        except DOUBTS:
            return None
        return row._make(part if not hasattr(part, "__next__") else tuple(part) for part in parts)

    def value(self, value: Any) -> str:
        """Return the text of what stands under a key of an item."""
        if isinstance(value, Formula):
            return self.formula(value)
        if isinstance(value, Template):
            return self.template(value)
        if isinstance(value, tuple):
            return f"({''.join(f'{self.value(one)}, ' for one in value)})"
        if isinstance(value, dict):
            return f"{{{', '.join(f'{key!r}: {self.value(one)}' for key, one in value.items())}}}"
        return repr(value)

    def template(self, template: Template) -> str:
        """Return the text of a template."""
        parts = [repr(part) if isinstance(part, str) else self.written(part) for part in template.parts]
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def written(self, formula: Formula) -> str:
        """Return the text of a formula as ids and codes write it."""
        text = self.formula(formula)
        if formula.kind == "text":
            return text
        return f"str({text})" if text in ("v_i", "v_n") else f"written({text})"

    def formula(self, formula: Formula) -> str:
        """Return the text of a formula; a number that is worked out gets a line of its own and is checked."""
        if formula.names <= self.fixed.keys():
            try:
                return repr(formula(self.fixed))
            except DOUBTS:
                self.line("raise Doubt")
        text = in_python(formula.source, self.word)
        if formula.kind != "number" or text.isidentifier():
            return text
        name = self.fresh()
        self.line(f"{name} = {text}")
        self.check(name)
        return name

    def check(self, name: str) -> None:
        """Write that a number is not wild."""
        self.line(f"if not -{SIZE_LIMIT!r} <= {name} <= {SIZE_LIMIT!r}: raise Doubt")

    def word(self, word: str) -> str:
        """Return what a name of a formula is called in the function."""
        value = self.fixed.get(word)
        if value is None:
            return self.local.get(word) or _called(word)
        return self.outside(_called(word), value) if isinstance(value, tuple) else f"({value!r})"


def _called(word: str) -> str:
    return "v_" + word.replace(".", "_OF_")  # names of formulas have no capital letters


def _names_in(value: Any) -> frozenset[str]:
    if isinstance(value, Formula):
        return value.names
    if isinstance(value, Template):
        return _names_in(value.parts)
    if isinstance(value, dict):
        return _names_in(tuple(value.values()))
    if isinstance(value, tuple):
        return frozenset[str]().union(*map(_names_in, value))
    return frozenset()
