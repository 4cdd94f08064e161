"""What has been made is kept while there is room: the latest used of it, up to a weight in all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable


class Kept[Key: Hashable, Value]:
    """Values by key; the sum of their weights stays at `most` or below, what was not asked for longest goes first.

    Several threads may use one: each step of it is whole, and the worst that can come between two is that something is made again.
    """

    def __init__(self, most: int) -> None:
        self.most, self.weight = most, 0
        self._found: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Return the value of a key, None when it is not kept."""
        found = self._found.get(key)
        if found is None:
            return None
        try:
            self._found.move_to_end(key)
        except KeyError:  # another thread has let it go since
            return found[0]
        return found[0]

    def keep(self, key: Key, value: Value, weight: int) -> Value:
        """Keep a value and return it; let others go for it."""
        old = self._found.pop(key, None)
        self._found[key] = (value, weight)
        self.weight += weight - (old[1] if old else 0)
        while self.weight > self.most and len(self._found) > 1:
            try:
                self.weight -= self._found.popitem(last=False)[1][1]
            except KeyError:
                break
        return value

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._found)
