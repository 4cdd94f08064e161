"""All construction profiles of a library: each read when it is asked for, so that a bad one takes no other away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from app.components.parts import LibraryError
from app.components.profile import Profile


class Profiles(Mapping[str, Profile]):
    """Profiles by id, read when asked for; only sound ones are counted."""

    def __init__(self, read: Callable[[str], Profile], names: tuple[str, ...]) -> None:
        self._read, self._names = read, names

    def __getitem__(self, name: str) -> Profile:
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._sound

    def __iter__(self) -> Iterator[str]:
        return iter(self._sound)

    def __len__(self) -> int:
        return len(self._sound)

    @cached_property
    def _tried(self) -> Mapping[str, LibraryError | None]:
        return {name: self._fault(name) for name in self._names}

    @property
    def _sound(self) -> tuple[str, ...]:
        return tuple(name for name, fault in self._tried.items() if fault is None)

    def _fault(self, name: str) -> LibraryError | None:
        try:
            self._read(name)
        except LibraryError as problem:
            return problem
        return None

    def faults(self) -> Iterator[LibraryError]:
        """Yield what is wrong with those that are not sound."""
        yield from (fault for fault in self._tried.values() if fault is not None)
