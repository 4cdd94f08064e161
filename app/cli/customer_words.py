"""`library search` and `library terms`: what a customer's words find, and how they were understood."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from app.cli.paper import language, print_json, print_table

if TYPE_CHECKING:
    from app.components.parts import Values
    from app.services import House
    from app.terms.find import Hit
    from app.terms.reading import Reading


def search(house: House, text: str, most: int, as_json: bool) -> int:
    """Print the samples for a text, best first, with what is filled in; what must be asked goes to stderr. Return 1 for none."""
    from app.terms.bank import open_bank
    from app.terms.find import find
    from app.terms.reading import standardize
    from app.words import say

    bank, catalog = open_bank(), house.catalog()
    hits = find(catalog, bank, text, most + 1)
    reading = standardize(text, bank)
    if as_json:
        found = [_hit_document(hit) for hit in hits[:most]]
        print_json({"samples": found, "more": len(hits) > most, **_asked_document(reading)})
    else:
        rows = [
            (hit.sample.id, hit.sample.code, hit.sample.name(language()), hit.sample.category, _written(hit))
            for hit in hits[:most]
        ]
        print_table(("id", "code", "name", "category", "filled in"), rows)
        for doubt in reading.doubts:
            print(doubt.ask(language()), file=sys.stderr)
        if reading.unread:
            print(say("terms.unread", language(), words=" ".join(reading.unread_words)), file=sys.stderr)
        if len(hits) > most:
            print(say("terms.more", language(), most=most), file=sys.stderr)
    return 0 if hits else 1


def show_reading(text: str, as_json: bool) -> int:
    """Print how a text is understood: terms, questions, families, what is not read. Return 1 when no term was found."""
    from app.terms.bank import open_bank
    from app.terms.find import rank_families
    from app.terms.reading import standardize
    from app.words import say

    reading = standardize(text, open_bank())
    families = rank_families(reading)
    if as_json:
        print_json(
            {
                "text": reading.text,
                "terms": [
                    {
                        "term_id": term.id,
                        "kind": term.kind,
                        "params": {
                            name: list(value) if isinstance(value, tuple) else value for name, value in term.params
                        },
                        "negated": term.negated,
                        "confidence": term.confidence,
                        "needs_confirmation": term.needs_confirmation,
                        "source_span": list(term.span),
                        "said": reading.text[slice(*term.span)],
                    }
                    for term in reading.terms
                ],
                **_asked_document(reading),
                "families": [{"family": family, "weight": round(weight, 3)} for family, weight in families],
            }
        )
    else:
        rows = [
            (
                reading.text[slice(*term.span)],
                ("-" if term.negated else "") + term.id,
                " ".join(f"{name}={_value(value)}" for name, value in term.params),
                f"{term.confidence:g}" + ("?" if term.needs_confirmation else ""),
            )
            for term in reading.terms
        ]
        print_table(("said", "term", "parameters", "confidence"), rows)
        for doubt in reading.doubts:
            print(doubt.ask(language()))
        if reading.unread:
            print(say("terms.unread", language(), words=" ".join(reading.unread_words)))
    return 0 if reading.terms else 1


def _hit_document(hit: Hit) -> dict[str, Any]:
    sample = hit.sample
    return {
        "id": sample.id,
        "code": sample.code,
        "family": sample.family,
        "name": {"zh": sample.name.zh, "en": sample.name.en},
        "category": sample.category,
        "values": dict(sample.values),
        "filled_in": {"values": dict(hit.values), "finish": dict(hit.finish)},
        "refused": dict(hit.refused),
        "score": hit.score,
        "why": list(hit.why),
    }


def _asked_document(reading: Reading) -> dict[str, Any]:
    return {
        "ask": [
            {"zh": one.ask.zh, "en": one.ask.en, "term_id": one.term, "source_span": list(one.span)}
            for one in reading.doubts
        ],
        "unread": list(reading.unread_words),
    }


def _written(hit: Hit) -> str:
    refused = [f"!{name}={_value(value)}" for name, value in hit.refused]
    return " ".join([*_pairs(hit.values), *_pairs(hit.finish), *refused])


def _pairs(values: Values) -> list[str]:
    return [f"{name}={_value(value)}" for name, value in values]


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "..".join(_value(one) for one in value)
    return (
        f"{value:.10g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)
    )
