"""Writes functions of formulas, line by line: Python text that says what the formulas say, with checks for what a number may not be."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from app.components.parts import LibraryError
from app.components.template import Template
from app.formula import SIZE_LIMIT, Formula, Where, parse

_NOWHERE = Where("", "")
_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "-", ast.UAdd: "+", ast.Not: "not", ast.And: "and", ast.Or: "or",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


class DoubtError(Exception):
    """Something is not plainly right."""


DOUBTS = (DoubtError, LibraryError, ArithmeticError, LookupError, NameError, TypeError, ValueError)


class Writer:
    """Writes a function line by line; `fixed` are the names whose values the profile gives, `used` the others that it has used."""

    def __init__(self, fixed: Mapping[str, Any], head: str) -> None:
        self.fixed, self.lines, self.indent, self.count = fixed, [head], "    ", 0
        self.used: set[str] = set()

    def line(self, text: str) -> None:
        """Write a line."""
        self.lines.append(self.indent + text)

    def inside(self, head: str) -> None:
        """Write the head of a block; the lines that follow are in it."""
        self.line(head)
        self.indent += "    "

    def fresh(self) -> str:
        """Return a name that is not used yet."""
        self.count += 1
        return f"x{self.count}"

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
        if value is not None:
            return f"({value!r})"
        self.used.add(word)
        return called(word)


@lru_cache(maxsize=8192)
def called(word: str) -> str:
    """Return what a name of a formula is called in a function."""
    return "v_" + word.replace(".", "_OF_")  # names of formulas have no capital letters


def names_in(value: Any) -> frozenset[str]:
    """Return the names that the formulas of a part of a family use."""
    if isinstance(value, Formula):
        return value.names
    if isinstance(value, Template):
        return names_in(value.parts)
    if isinstance(value, dict):
        return names_in(tuple(value.values()))
    if isinstance(value, tuple):
        return frozenset[str]().union(*map(names_in, value))
    return frozenset()


def in_python(source: str, word: Callable[[str], str]) -> str:
    """Return a formula that has been read as a Python expression; `word` says what each of its names is called there."""
    text, names = _python(source)
    return text.format(*map(word, names))


@lru_cache(maxsize=8192)
def _python(source: str) -> tuple[str, tuple[str, ...]]:
    """Return a formula as a Python expression with {} for each of its names, and the names in that order."""
    names: list[str] = []
    return _written(parse(source, _NOWHERE).tree, names), tuple(names)


def _written(node: ast.expr, names: list[str]) -> str:
    def write(part: ast.expr) -> str:
        return _written(part, names)

    match node:
        case ast.Constant(value=value):
            return repr(value).replace("{", "{{").replace("}", "}}")
        case ast.Name(id=name):
            names.append(name)
            return "{}"
        case ast.BinOp(left=left, op=op, right=right):
            return f"({write(left)} {_SIGNS[type(op)]} {write(right)})"
        case ast.UnaryOp(op=op, operand=operand):
            return f"({_SIGNS[type(op)]} {write(operand)})"
        case ast.BoolOp(op=op, values=values):
            return f"({f' {_SIGNS[type(op)]} '.join(map(write, values))})"
        case ast.Compare(left=left, ops=ops, comparators=parts):
            first = write(left)
            rest = [f"{_SIGNS[type(op)]} {write(part)}" for op, part in zip(ops, parts, strict=True)]
            return f"({first} {' '.join(rest)})"
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return f"({write(body)} if {write(test)} else {write(orelse)})"
        case ast.Call(func=ast.Name(id=name), args=args):
            return f"{name}({', '.join(map(write, args))})"
    raise AssertionError(ast.dump(node))
