"""The lengths of a text as terms with what must be asked about them; and terms that contradict each other."""

from __future__ import annotations

from dataclasses import replace

from app.records import Text
from app.terms.bank import Bank, Said
from app.terms.sizes import Measure
from app.terms.term import Doubt, Term, doubt


def sized(measures: tuple[Measure, ...], text: str, words: list[Term], bank: Bank) -> tuple[list[Term], list[Doubt]]:
    """Return the terms of sizes and what must be asked about them; `words` are the other terms of the text."""
    terms: list[Term] = []
    doubts: list[Doubt] = []
    settings = bank.settings
    sides = [one.name for one in measures]
    ceiling = any(term.id == settings.ceiling and not term.negated for term in words)
    cabinet = any(term.kind == "family" for term in words)
    for one in measures:
        name, confidence, keys = one.name, 1.0, list(one.doubts)
        if keys:
            confidence = settings.doubtful
        if not name and ceiling and "width" not in sides and sides.count("") == 1:
            name, confidence = "width", settings.by_custom
            keys.insert(0, "terms.width_by_ceiling")
        elif not name:
            confidence = settings.unclear
            keys.insert(0, "terms.which_side")
        elif name == "length" and cabinet and settings.long_is not in sides:
            name, confidence = settings.long_is, settings.by_custom
            keys.insert(0, "terms.long_is")
        if one.order:
            confidence = settings.by_custom
            keys += ["terms.order"] if one.leads else []  # asked once, with the first of them
        keys += ["terms.range"] if one.most is not None else []
        term = _term(name, one, confidence, bank)
        terms.append(term)
        doubts += [_asked(key, one, term.id, text, bank) for key in keys]
    return terms, doubts


def _term(name: str, one: Measure, confidence: float, bank: Bank) -> Term:
    side = bank.settings.sides.get(name)
    value: Said = one.value if one.most is None else (one.value, one.most)
    asked = bool(one.doubts or one.order or one.most is not None or confidence < 1)
    prefill = ((side, (one.value,)),) if side and one.most is None else ()
    params = ((name or "length", value),)
    return Term(f"size.{name}" if name else "size", params, confidence, asked, one.span, "dimension", prefill=prefill)


def _asked(key: str, one: Measure, term: str, text: str, bank: Bank) -> Doubt:
    said = text[slice(*(one.span if one.order else one.said))].strip()
    if key != "terms.order":
        return doubt(
            key, one.span, term, said=said, value=one.value, exact=one.exact, low=one.value, high=one.most or 0.0
        )
    names = [bank.entries[f"size.{name}"].name for name in one.order]
    order = Text(" × ".join(name.zh for name in names), " × ".join(name.en for name in names))
    return doubt(key, one.span, term, said=said, order=order)


def clashes(terms: list[Term], text: str) -> tuple[list[Term], list[Doubt]]:
    """Return the terms with those that contradict each other marked, and a question for each that contradicts the first."""
    first: dict[str, tuple[int, object]] = {}
    doubts: list[Doubt] = []
    marked: set[int] = set()
    for at, term in enumerate(terms):
        claims: list[tuple[str, object]] = [(f"prefill {name}", value) for name, value in term.prefill]
        if term.kind == "dimension" and term.id != "size":
            claims = [(term.id, term.params)]
        for name, value in claims:
            other, said = first.setdefault(name, (at, value))
            if said != value:
                marked |= {at, other}
                one, two = (text[terms[place].span[0] : terms[place].span[1]].strip() for place in (other, at))
                doubts.append(doubt("terms.clash", term.span, term.id, one=one, two=two))
    return [replace(one, needs_confirmation=True) if at in marked else one for at, one in enumerate(terms)], doubts
