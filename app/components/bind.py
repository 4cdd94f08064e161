"""Binds a family file over a construction profile: every formula is read, checked against the names and kinds it may use, and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from app.components.family import SIDES, BoundItem, BoundParameter, BoundShare, Family, Step, members_of
from app.components.family_file import Origins
from app.components.given import OPENING_KINDS, SEEN_KINDS
from app.components.profile import Profile
from app.components.schema import ITEM_TABLES, FamilyFile, Item, PanelItem, Parameter, Share
from app.components.source import FileError
from app.components.template import Template, template
from app.formula import FUNCTIONS, NAME, Formula, Kind, Parsed, Where, bind, in_order, parse
from app.geometry.frame import AXES
from app.records import Text

_KINDS: dict[str, Kind] = {"length": "number", "count": "number", "angle": "number", "bool": "bool", "choice": "text"}
_TEMPLATES = {
    "panel", "door", "box", "face", "on", "to", "into", "article", "look", "left", "right", "top", "bottom", "back", "board", "edges",
    "rim", "match", "front", "opening",
}  # fmt: skip
_PLAIN = {"role", "axes", "grain", "kind", "cams", "name", "face", "hinge", "family"}
_FORMULA_KINDS: dict[str, Kind] = {"hand": "text", "that": "bool", "matched": "bool"}


def _kind_of(value: object) -> Kind:
    return "table" if isinstance(value, tuple) else "text" if isinstance(value, str) else "number"


def bind_family(
    family_id: str, file: FamilyFile, origins: Origins, path: Path, profile: Profile, slots: Mapping[str, str]
) -> Family:
    """Return the family with every formula compiled over a profile's names; raise LibraryError naming file, line, key and word."""
    where = Where(str(path), "", FileError)
    scope: dict[str, Kind] = {name: _kind_of(value) for name, value in profile.names.items()}
    scope |= SEEN_KINDS
    if file.placing.mount == "opening":
        scope |= OPENING_KINDS
    binder = _Binder(where, scope, origins)
    steps = binder.steps(file)
    items = {
        table: tuple(binder.item(table, spec, at) for at, spec in enumerate(getattr(file, table)))
        for table in ITEM_TABLES
    }
    for slot in file.finish:
        if slot not in slots:
            raise where.at(f"finish.{slot}").fail(f"no finish slot {slot!r}; the slots are {', '.join(slots)}")
    body = tuple(binder.formula(part, where.at("body"), "number") for part in file.body)
    return Family(
        id=family_id,
        file=str(path),
        name=file.name,
        category=file.category,
        tags=file.tags,
        code=template(file.code, binder.scope, where.at("code")),
        mount=file.placing.mount,
        fills=file.placing.fills,
        elevation=binder.formula(file.placing.elevation, where.at("placing.elevation"), "number"),
        body=(body[0], body[1], body[2]),
        finish=file.finish,
        parameters={step.id: step for step in steps if isinstance(step, BoundParameter)},
        steps=steps,
        shares={name: step for step in steps if isinstance(step, BoundShare) for name in step.members},
        items=items,
        used=frozenset(binder.used),
        profile=profile,
    )


class _Binder:
    """Compiles the formulas of one family; `scope` grows with its parameters and derived values."""

    def __init__(self, where: Where, scope: dict[str, Kind], origins: Origins) -> None:
        self.where, self.scope, self.origins, self.used = where, scope, origins, set[str]()

    def place(self, table: str, key: str) -> Where:
        """Return the place of an entry, in the file that says it."""
        dot = f"{table}.{key}" if table in ("parameters", "derived", "shares") else f"{table}[{key}]"
        return Where(str(self.origins.get((table, key), self.where.file)), dot, FileError)

    def formula(
        self, source: object, where: Where, kind: Kind | None = None, scope: Mapping[str, Kind] | None = None
    ) -> Formula:
        parsed = parse(source, where)
        self.used |= parsed.names
        return bind(parsed, self.scope if scope is None else scope, kind)

    def steps(self, file: FamilyFile) -> tuple[Step, ...]:
        """Return parameters, shares and derived values in the order they need each other."""
        parsed: dict[str, dict[str, Parsed]] = {}
        for name, spec in file.parameters.items():
            place = self.place("parameters", name)
            self._check_name(name, place)
            if spec.kind != "choice":
                self.scope[name] = _KINDS[spec.kind]
            else:
                self.scope[name] = self._choice_kind(spec, place)
            sources = {"default": spec.default, "min": spec.min, "max": spec.max}
            if self.scope[name] == "text":
                sources["default"] = (
                    repr(spec.default) if not str(spec.default).startswith("=") else str(spec.default)[1:]
                )
            parsed[name] = {key: parse(value, place.at(key)) for key, value in sources.items() if value is not None}
        for name, share in file.shares.items():
            place = self.place("shares", name)
            self._check_name(name, place)
            taken = next(
                (one for one in (name, *members_of(name)) if one in file.parameters or one in file.derived), ""
            )
            if taken:
                raise place.fail(f"{taken!r} is a parameter or a derived value already")
            self.scope[name] = "list"
            keys = ("count", "total", "least", "most", "step", "plus")
            sources = {key: value for key in keys if (value := getattr(share, key)) is not None}
            parsed[name] = {key: parse(value, place.at(key)) for key, value in sources.items() if value is not None}
        for name, source in file.derived.items():
            place = self.place("derived", name)
            self._check_name(name, place)
            if name in file.parameters:
                raise place.fail(f"{name!r} is a parameter and a derived value")
            parsed[name] = {"": parse(source, place)}
        needs = {name: [word for one in parts.values() for word in one.names] for name, parts in parsed.items()}
        self.used |= {word for words in needs.values() for word in words}
        return tuple(
            self._step(name, parsed[name], file) for name in in_order(needs, lambda name: self._step_place(name, file))
        )

    def _step_place(self, name: str, file: FamilyFile) -> Where:
        table = "parameters" if name in file.parameters else "shares" if name in file.shares else "derived"
        return self.place(table, name)

    def _step(self, name: str, parsed: dict[str, Parsed], file: FamilyFile) -> Step:
        if name in file.shares:
            return self._share(
                name, file.shares[name], {key: bind(one, self.scope, "number") for key, one in parsed.items()}
            )
        spec = file.parameters.get(name)
        if spec is None:
            formula = bind(parsed[""], self.scope)
            self.scope[name] = formula.kind
            return (name, formula)
        default = bind(parsed["default"], self.scope, self.scope[name])
        low = bind(parsed["min"], self.scope, "number") if "min" in parsed else None
        high = bind(parsed["max"], self.scope, "number") if "max" in parsed else None
        return BoundParameter(name, spec, self.place("parameters", name), default, low, high)

    def _share(self, name: str, spec: Share, bound: dict[str, Formula]) -> BoundShare:
        place = self.place("shares", name)
        zh, en = (template(text, {"n": "number"}, place.at("name")) for text in (spec.name.zh, spec.name.en))
        limits = (bound["count"], bound["total"], bound["least"], bound.get("most"))
        return BoundShare(name, place, (zh, en), *limits, bound.get("step"), bound.get("plus"))

    def _check_name(self, name: str, place: Where) -> None:
        if not NAME.match(name) or "." in name or name in FUNCTIONS or name in ("i", "n", "true", "false"):
            raise place.fail(
                f"{name!r} cannot be a name: small letters, digits and _, and no word of the formula language"
            )

    @staticmethod
    def _choice_kind(spec: Parameter, place: Where) -> Kind:
        kinds = {"text" if isinstance(choice.value, str) else "number" for choice in spec.choices}
        if len(kinds) != 1:
            raise place.fail("a choice needs `choices`, all texts or all numbers")
        return "text" if kinds == {"text"} else "number"

    def item(self, table: str, spec: Item, at: int) -> BoundItem:
        """Return one item with its formulas compiled."""
        where = self.place(table, spec.id or str(at + 1))
        scope = dict(self.scope)
        repeat = None
        if spec.repeat is not None:
            repeat = self.formula(spec.repeat, where.at("repeat"), "number")
            scope |= {"i": "number", "n": "number"}
        let = []
        for name, source in spec.let.items():
            self._check_name(name, where.at("let"))
            formula = self.formula(source, where.at(f"let.{name}"), None, scope)
            scope[name] = formula.kind
            let.append((name, formula))
        when = None if spec.when is True else self.formula(spec.when, where.at("when"), "bool", scope)
        if repeat is not None and spec.id and "{" not in spec.id:
            raise where.at("id").fail("an item that repeats needs a number in its id, as in {n}")
        use: dict[str, Any] = {}
        for key in (f.name for f in fields(spec)):
            if key not in ("id", "when", "repeat", "let"):
                use[key] = self._use(table, key, getattr(spec, key), where.at(key), scope)
        if isinstance(spec, PanelItem):
            _check_axes(spec.axes, where.at("axes"))
        made_id = self._template(spec.id or f"{table}-{at + 1}", where.at("id"), scope)
        general = when is None or not when.names & {"i", "n", *spec.let}
        return BoundItem(table, made_id, where, when, repeat, tuple(let), use, general)

    def _template(self, source: str, where: Where, scope: Mapping[str, Kind]) -> Template:
        made = template(source, scope, where)
        self.used |= {name for part in made.parts if isinstance(part, Formula) for name in part.names}
        return made

    def _use(self, table: str, key: str, value: Any, where: Where, scope: Mapping[str, Kind]) -> Any:
        if isinstance(value, Text):
            return (self._template(value.zh, where, scope), self._template(value.en, where, scope))
        if (
            value is None
            or (key in _PLAIN and (table, key) not in (("slides", "face"), ("hinge", "kind")))
            or (key == "edges" and table == "joint")
        ):
            return value
        if (table, key) == ("hinge", "kind"):
            return self._template(value, where, scope)
        if key in _TEMPLATES:
            if isinstance(value, tuple):
                return tuple(self._template(one, where, scope) for one in value)
            made = self._template(value, where, scope)
            return (made,) if key in ("to", "into", "on", *SIDES) and table != "bores" else made
        if isinstance(value, tuple):
            return tuple(self._use(table, key, one, where, scope) for one in value)
        if isinstance(value, dict):
            return {name: self.formula(one, where.at(name), None, scope) for name, one in value.items()}
        return self.formula(value, where, _FORMULA_KINDS.get(key, "number"), scope)


def _check_axes(axes: tuple[str, str], where: Where) -> None:
    for axis in axes:
        if axis not in AXES:
            raise where.fail(f"{axis!r} is no axis; the axes are {', '.join(AXES)}")
    if axes[0][1] == axes[1][1]:
        raise where.fail("length and width need two different axes")
