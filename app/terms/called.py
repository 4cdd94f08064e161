"""Families that the word bank does not know, such as a pattern maker's newest: found by the names that they and their samples go by."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.components.catalog import Catalog
from app.components.parts import LibraryError
from app.components.ranges import Sample
from app.terms.bank import Bank

WORD = re.compile(r"[a-z]+")
LITTLE = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


def called(catalog: Catalog, bank: Bank, text: str, samples: Mapping[str, tuple[Sample, ...]]) -> tuple[str, ...]:
    """Return the families unknown to the bank whose own name, or that of a sample of theirs, the text says."""
    known = {family for entry in bank.entries.values() for family in entry.families}
    said, words = text.lower(), _words(text)
    return tuple(
        family
        for family in catalog.families
        if family not in known and any(_says(said, words, zh, en) for zh, en in _names(catalog, family, samples))
    )


def _names(catalog: Catalog, family: str, samples: Mapping[str, tuple[Sample, ...]]) -> set[tuple[str, str]]:
    found = {(one.name.zh, one.name.en) for one in samples.get(family, ())}
    try:
        name = catalog.sample(family).name
    except LibraryError:  # told by `library lint`
        return found
    return found | {(name.zh, name.en)}


def _says(said: str, words: frozenset[str], zh: str, en: str) -> bool:
    """Return whether a text says a Chinese name without its sizes, or all the words of an English one."""
    plain = re.split(r"[\s\d{（(×]", zh.lower(), maxsplit=1)[0]
    names = _words(en)
    return (len(plain) > 1 and plain in said) or bool(names and names <= words)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in WORD.findall(text.lower())) - LITTLE
