"""The lengths of a text as terms with what must be asked about them; and terms that contradict each other."""

from __future__ import annotations

from dataclasses import replace

from app.terms.bank import Bank, Said
from app.terms.sizes import Measure
from app.terms.term import Doubt, Term, doubt


def sized(measures: tuple[Measure, ...], text: str, bank: Bank, ceiling: bool) -> tuple[list[Term], list[Doubt]]:
    """Return the terms of sizes and what must be asked about them."""
    terms: list[Term] = []
    doubts: list[Doubt] = []
    sides = [one.name for one in measures]
    for one in measures:
        asked = []
        name, confidence, said = one.name, 1.0, text[one.said[0] : one.said[1]].strip()
        if not name and ceiling and "width" not in sides and sides.count("") == 1:
            name, confidence = "width", bank.settings.by_custom
            asked.append(doubt("terms.width_by_ceiling", one.span, "size.width", said=said, value=one.value))
        elif not name:
            confidence = bank.settings.unclear
            asked.append(doubt("terms.which_side", one.span, "size", said=said, value=one.value))
        term = f"size.{name}" if name else "size"
        if one.by_order:
            confidence = bank.settings.by_custom
            asked.append(
                doubt(f"terms.order_{one.by_order}", one.span, term, said=text[one.span[0] : one.span[1]].strip())
            )
        if one.most is not None:
            asked.append(doubt("terms.range", one.span, term, low=one.value, high=one.most))
        for key in one.doubts:
            confidence = min(confidence, bank.settings.doubtful)
            asked.append(doubt(key, one.span, term, said=said, value=one.value, exact=one.exact))
        side = bank.settings.sides.get(name)
        value: Said = one.value if one.most is None else (one.value, one.most)
        prefill = ((side, (one.value,)),) if side and one.most is None else ()
        terms.append(
            Term(term, ((name or "length", value),), confidence, bool(asked), one.span, "dimension", prefill=prefill)
        )
        doubts += [new for new in asked if not (one.by_order and new.ask in [other.ask for other in doubts])]
    return terms, doubts


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
