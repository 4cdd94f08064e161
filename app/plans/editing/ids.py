"""Names for what is new in a plan: a word and the first number after all that are there. A name that stood is not given again beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol


class Named(Protocol):
    """Any record with an id."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


def fresh_id(records: Iterable[Named], word: str) -> str:
    """Return `word` with the number after the highest that a record's id has with it: "w7"."""
    pattern = re.compile(re.escape(word) + r"(\d{1,9})(\.\d+)?")
    numbers = [int(found[1]) for record in records if (found := pattern.fullmatch(record.id))]
    return f"{word}{max(numbers, default=0) + 1}"
