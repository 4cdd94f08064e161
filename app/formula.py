"""The formula language of the libraries: `depth - profile.back_offset`, `2 if width > 500 else 1`.

A formula is parsed once, checked word by word and type by type against the names it may use, and compiled. Kinds: number (also a
whole one), bool, text (only compared or chosen, never joined), table (rows `limit, value` of the construction profile, used by `pick`
and `largest`), list (the widths of bays or heights of rows that share a space, used by `part` and `upto`). What is not on the lists
below is refused: no attributes but two-part names, no calls but FUNCTIONS, no powers, no loops.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any, Literal, NoReturn

from app.records import DataError

type Kind = Literal["number", "bool", "text", "table", "list"]
type Result = float | int | bool | str

LENGTH_LIMIT = 400  # characters
NODE_LIMIT = 200
DEPTH_LIMIT = 30
SIZE_LIMIT = 1e9  # no length, count or area of a cabinet comes near it
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?\Z")
TRUTH = {"true": True, "false": False, "True": True, "False": False}


@dataclass(frozen=True, slots=True)
class Where:
    """The place a formula stands in: file and key, and the error class of the library it belongs to."""

    file: str
    place: str
    error: type[DataError] = DataError

    def at(self, key: str) -> Where:
        """Return the place of `key` within this one."""
        return Where(self.file, f"{self.place}.{key}" if self.place else key, self.error)

    def fail(self, cause: str) -> DataError:
        """Return the error that says `cause` here."""
        return self.error(self.file, self.place, cause)


def _pick(table: tuple[tuple[float, float], ...], at: float) -> float:
    for limit, value in table:
        if at <= limit:
            return value
    raise ValueError(f"{at:g} is beyond the last row of the table, {table[-1][0]:g}")


def _largest(table: tuple[tuple[float, float], ...], at: float) -> float:
    found = None
    for limit, value in table:
        if limit <= at:
            found = value
    if found is None:
        raise ValueError(f"nothing in the table fits into {at:g}, the least is {table[0][0]:g}")
    return found


def _part(parts: tuple[float, ...], n: float) -> float:
    at = int(n)
    if at != n or not 1 <= at <= len(parts):
        raise ValueError(f"there is no part {n:g} of {len(parts)}")
    return parts[at - 1]


def _upto(parts: tuple[float, ...], n: float) -> float:
    at = int(n)
    if at != n or not 0 <= at <= len(parts):
        raise ValueError(f"there are no {n:g} parts of {len(parts)}")
    return sum(parts[:at])


# What is rounded down is rounded to 6 places before: 199.9999999999 is 200 after a sum of floats, a floor must not make 180 of it.
_floor = math.floor


def _mod(a: float, b: float) -> float:
    return a - b * _floor(round(a / b, 6))


FUNCTIONS: dict[str, Callable[..., Result]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "floor": lambda a: _floor(round(a, 6)),
    "ceil": lambda a: math.ceil(round(a, 6)),
    "round": lambda a: _floor(round(a, 6) + 0.5),  # halves go up, as people expect
    "mod": _mod,
    "pick": _pick,
    "largest": _largest,
    "part": _part,
    "upto": _upto,
}
ARGUMENTS: dict[str, tuple[int, int, Kind]] = {  # least, most, kind of the first argument
    "min": (2, 12, "number"),
    "max": (2, 12, "number"),
    "abs": (1, 1, "number"),
    "floor": (1, 1, "number"),
    "ceil": (1, 1, "number"),
    "round": (1, 1, "number"),
    "mod": (2, 2, "number"),
    "pick": (2, 2, "table"),
    "largest": (2, 2, "table"),
    "part": (2, 2, "list"),
    "upto": (2, 2, "list"),
}
_GLOBALS: dict[str, Any] = {"__builtins__": {}, **FUNCTIONS}
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A formula read but not yet bound to names; `names` are the ones it uses."""

    source: str
    where: Where
    tree: ast.expr
    names: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A formula ready to run: call it with the values of all names it uses."""

    source: str
    where: Where
    kind: Kind
    names: frozenset[str]
    code: CodeType | None
    constant: Result

    def __call__(self, names: Mapping[str, Any]) -> Result:
        """Return the value; raise the library's error for a division by zero, a wild number or a value that fits no table row."""
        if self.code is None:
            return self.constant
        try:
            value: Result = eval(self.code, _GLOBALS, names)
        except ZeroDivisionError:
            raise self.fail("divides by zero") from None
        except NameError as problem:
            raise self.fail(f"{problem.name!r} has no value here") from None
        except (ValueError, TypeError, OverflowError, MemoryError) as problem:
            raise self.fail(str(problem)) from None
        if self.kind == "number" and not -SIZE_LIMIT <= value <= SIZE_LIMIT:  # type: ignore[operator]
            raise self.fail(f"gives {value!r}, which is no size")
        return value

    def number(self, names: Mapping[str, Any]) -> float:
        """Return the value of a number formula as a float."""
        return float(self(names))

    def count(self, names: Mapping[str, Any], most: int) -> int:
        """Return the value as a whole number from 0 to `most`; raise the library's error for any other."""
        return self.whole(self(names), most)

    def whole(self, given: Result, most: int) -> int:
        """Return a value of this formula as a whole number from 0 to `most`; raise the library's error for any other."""
        value = float(given)
        if value != math.floor(value) or not 0 <= value <= most:
            raise self.fail(f"gives {value:g}, but a count is a whole number from 0 to {most}")
        return int(value)

    def fail(self, cause: str) -> DataError:
        """Return the error that says `cause` of this formula."""
        return self.where.fail(f"formula {self.source!r}: {cause}")


def parse(source: object, where: Where) -> Parsed:
    """Return a formula read from a TOML value (a number, a truth value or a text); raise where's error for anything not allowed."""
    if isinstance(source, bool | int | float):
        if isinstance(source, float) and not math.isfinite(source):
            raise where.fail(f"{source!r} is not a finite number")
        return Parsed(repr(source), where, ast.Constant(source), frozenset())
    if not isinstance(source, str):
        raise where.fail(f"expected a number or a formula, got {type(source).__name__}")
    try:
        return Parsed(source, where, *_read(source))
    except _RefusedError as refused:
        raise where.fail(f"formula {source[:LENGTH_LIMIT]!r}: {refused}") from None


class _RefusedError(Exception):
    """Why a formula is none."""


@lru_cache(maxsize=8192)
def _read(source: str) -> tuple[ast.expr, frozenset[str]]:
    if len(source) > LENGTH_LIMIT:
        raise _RefusedError(f"{len(source)} characters; the limit is {LENGTH_LIMIT}")
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise _RefusedError(f"cannot be read: {problem.msg if isinstance(problem, SyntaxError) else problem}") from None
    reader = _Reader()
    return reader.read(tree, 0), frozenset(reader.names)


@lru_cache(maxsize=8192)
def _code(source: str) -> CodeType:
    return compile(ast.fix_missing_locations(ast.Expression(_read(source)[0])), "<formula>", "eval")


class _Reader:
    """Walks a syntax tree, refuses what is not on the lists, and makes flat names of two-part ones."""

    def __init__(self) -> None:
        self.names, self.nodes = set[str](), 0

    def fail(self, cause: str) -> NoReturn:
        raise _RefusedError(cause)

    def read(self, node: ast.expr, depth: int) -> ast.expr:
        self.nodes += 1
        if self.nodes > NODE_LIMIT or depth > DEPTH_LIMIT:
            self.fail("is too long or too deeply nested")
        deeper = depth + 1
        match node:
            case ast.Constant(value=bool() | str()):
                return node
            case ast.Constant(value=int() | float() as value):
                if not abs(value) <= SIZE_LIMIT:
                    self.fail(f"{value!r} is no size")
                return node
            case ast.Name(id=word):
                return self.name(word)
            case ast.Attribute(value=ast.Name(id=owner), attr=word):
                return self.name(f"{owner}.{word}")
            case ast.BinOp(op=op) if isinstance(op, _ARITHMETIC):
                return self.arithmetic(self.read(node.left, deeper), op, self.read(node.right, deeper))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
                return ast.UnaryOp(node.op, self.read(node.operand, deeper))
            case ast.BoolOp():
                return ast.BoolOp(node.op, [self.read(value, deeper) for value in node.values])
            case ast.Compare() if all(isinstance(op, (*_ORDER, ast.Eq, ast.NotEq)) for op in node.ops):
                parts = [self.read(part, deeper) for part in node.comparators]
                return ast.Compare(self.read(node.left, deeper), node.ops, parts)
            case ast.IfExp():
                return ast.IfExp(
                    self.read(node.test, deeper), self.read(node.body, deeper), self.read(node.orelse, deeper)
                )
            case ast.Call(func=ast.Name(id=word), args=args, keywords=[]) if word in FUNCTIONS:
                return ast.Call(ast.Name(word, ast.Load()), [self.read(arg, deeper) for arg in args], [])
        self.fail(f"{ast.unparse(node)!r} is not allowed in a formula")

    def name(self, word: str) -> ast.expr:
        if word in TRUTH:
            return ast.Constant(TRUTH[word])
        if not NAME.match(word) or word in FUNCTIONS:
            self.fail(f"{word!r} is not a name a formula may use")
        self.names.add(word)
        return ast.Name(word, ast.Load())

    def arithmetic(self, left: ast.expr, op: ast.operator, right: ast.expr) -> ast.expr:
        if isinstance(op, ast.FloorDiv):
            return ast.Call(ast.Name("floor", ast.Load()), [ast.BinOp(left, ast.Div(), right)], [])
        if isinstance(op, ast.Mod):
            return ast.Call(ast.Name("mod", ast.Load()), [left, right], [])
        return ast.BinOp(left, op, right)


def bind(parsed: Parsed, scope: Mapping[str, Kind], wanted: Kind | None = None) -> Formula:
    """Return the formula compiled over the names of `scope`; raise its error for an unknown name or kinds that do not go together."""

    def fail(cause: str) -> NoReturn:
        raise parsed.where.fail(f"formula {parsed.source!r}: {cause}")

    unknown = sorted(parsed.names - scope.keys())
    if unknown:
        fail(f"unknown name {unknown[0]!r}{_near(unknown[0], scope)}")
    kind = _kind(parsed.tree, scope, fail)
    if wanted is not None and kind != wanted:
        fail(f"gives a {kind}, but a {wanted} is needed")
    if isinstance(parsed.tree, ast.Constant):
        return Formula(parsed.source, parsed.where, kind, parsed.names, None, parsed.tree.value)  # type: ignore[arg-type]
    return Formula(parsed.source, parsed.where, kind, parsed.names, _code(parsed.source), 0)


def _kind(node: ast.expr, scope: Mapping[str, Kind], fail: Callable[[str], NoReturn]) -> Kind:
    def need(part: ast.expr, *kinds: Kind) -> Kind:
        kind = _kind(part, scope, fail)
        if kind not in kinds:
            fail(f"{ast.unparse(part)!r} is a {kind}, but a {' or '.join(kinds)} is needed")
        return kind

    match node:
        case ast.Constant(value=constant):
            return "bool" if isinstance(constant, bool) else "text" if isinstance(constant, str) else "number"
        case ast.Name(id=word):
            return scope[word]
        case ast.BinOp(left=left, right=right):
            need(left, "number")
            return need(right, "number")
        case ast.UnaryOp(op=op, operand=operand):
            return need(operand, "bool" if isinstance(op, ast.Not) else "number")
        case ast.BoolOp(values=values):
            for value in values:
                need(value, "bool")
            return "bool"
        case ast.Compare(left=left, ops=ops, comparators=parts):
            ordered = any(isinstance(op, _ORDER) for op in ops)
            kind = need(left, "number") if ordered else need(left, "number", "text", "bool")
            for part in parts:
                need(part, kind)
            return "bool"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            need(test, "bool")
            return need(orelse, need(body, "number", "text", "bool"))
        case ast.Call(func=ast.Name(id=word), args=args):
            least, most, first = ARGUMENTS[word]
            if not least <= len(args) <= most:
                fail(f"{word} takes {least}{f' to {most}' if most > least else ''} arguments, got {len(args)}")
            need(args[0], first)
            for arg in args[1:]:
                need(arg, "number")
            return "number"
    fail(f"{ast.unparse(node)!r} is not allowed in a formula")


def _near(word: str, scope: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(word, list(scope), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def in_order(formulas: Mapping[str, Iterable[str]], place: Callable[[str], Where]) -> list[str]:
    """Return the keys so that each comes after the keys it uses; raise the error of a key's place naming the circle if there is one."""
    done: dict[str, bool] = {}
    order: list[str] = []

    def visit(key: str, path: tuple[str, ...]) -> None:
        if done.get(key):
            return
        if key in path:
            raise place(key).fail(f"these values need each other: {' -> '.join((*path[path.index(key) :], key))}")
        if len(path) > NODE_LIMIT:
            raise place(key).fail(f"values that need each other more than {NODE_LIMIT} deep")
        for name in sorted(set(formulas[key])):
            if name in formulas:
                visit(name, (*path, key))
        done[key] = True
        order.append(key)

    for key in formulas:
        visit(key, ())
    return order
