"""The whole check: shared files, then families and samples, spread over the cores; one finding for one cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import batched
from multiprocessing import get_context
from pathlib import Path

from app.components.catalog import DEFAULT_PROFILE, Catalog
from app.components.lint.family import Checked, check_family
from app.components.lint.finding import Fault, LintFinding, gathered, of_error
from app.components.lint.reading import ReadingCatalog, part_reads, unread
from app.components.lint.room import room_faults
from app.components.lint.written import part_faults
from app.components.proof import faults
from app.components.ranges import read_ranges
from app.components.source import line_of, read_table
from app.records import DataError

BATCH = 100  # samples given to a core at a time
QUICK = 25  # of so many samples a quick check builds one

type Tell = Callable[[int, int], None]  # done, of
type Task = tuple[str, tuple[str, ...]]  # "family" and its file, or "samples" and their ids


def lint(
    catalog: Catalog, files: tuple[Path, ...] = (), quick: bool = False, cores: int = 1, tell: Tell | None = None
) -> tuple[LintFinding, ...]:
    """Return what is wrong with the library, or with the files given, of the library or beside it; nothing for sound ones.

    `quick` leaves out the random points and most samples. Two runs over equal data say the same. `tell` hears of the progress.
    """
    hear = tell or (lambda done, of: None)
    if not files:
        return gathered(_whole(catalog, quick, cores, hear))
    return tuple(finding for path in files for finding in _file(catalog, path, quick, cores, hear))


def _file(catalog: Catalog, path: Path, quick: bool, cores: int, tell: Tell) -> tuple[LintFinding, ...]:
    """Check one file: a family, of the library or beside it, a range with its samples, a part with what extends it; else all there is."""
    home, library = path.resolve(), catalog.folder.resolve()
    if home.parent == library / "families" or not home.is_relative_to(library):
        return gathered(check_family(catalog, path, quick).faults)
    if home.parent == library / "ranges":
        found = [*_ranges(catalog, quick, cores, tell, lambda file: file.resolve() == home)]
    elif home.parent == library / "families" / "parts":
        extended = [one for one in _family_files(catalog) if path.stem in _extends(one)]
        tasks: list[Task] = [("family", (str(one),)) for one in extended]
        found = [fault for checked in _done(catalog.folder, tasks, quick, cores, tell) for fault in checked.faults]
    else:
        found = _whole(catalog, quick, cores, tell)
    return tuple(one for one in gathered(found) if Path(one.file).resolve() == home)


def _family_files(catalog: Catalog) -> list[Path]:
    return sorted((catalog.folder / "families").glob("*.toml"))


def _extends(path: Path) -> tuple[str, ...]:
    try:
        extends = read_table(path).get("extends", ())
    except DataError:
        return ()
    return (extends,) if isinstance(extends, str) else tuple(extends) if isinstance(extends, list) else ()


def _whole(catalog: Catalog, quick: bool, cores: int, tell: Tell) -> list[Fault]:
    found = [*_shared(catalog)]
    if not found:
        found += [*_families(catalog, quick, cores, lambda done, of: tell(done, 2 * of))]
    ill = frozenset(fault.family for fault in found)
    return [*found, *_ranges(catalog, quick, cores, lambda done, of: tell(of + done, 2 * of), ill=ill)]


def _ranges(
    catalog: Catalog,
    quick: bool,
    cores: int,
    tell: Tell,
    of: Callable[[Path], bool] = lambda file: True,
    ill: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Yield what is wrong with the samples of the range files `of` answers for, but those of `ill` families."""
    try:
        yield from (of_error(problem) for problem in catalog.problems)
        yield from _codes(catalog)
        entries = [entry.range for entry in read_ranges(catalog.folder / "ranges")[0] if of(entry.path)]
        own = {one.family for one in entries} - ill
        samples = (one for one in catalog.samples if one.family in own and catalog.mount(one.id) != "opening")
        known = {
            (one.family, one.values): one.id for one in samples if any(entry.may_name(one.id) for entry in entries)
        }
    except DataError as problem:
        yield of_error(problem)
        return
    ids = list(known.values())[:: QUICK if quick else 1]  # one for each size: decors make no other boards
    tasks: list[Task] = [("samples", batch) for batch in batched(ids, BATCH)]
    for checked in _done(catalog.folder, tasks, quick, cores, tell):
        yield from checked.faults


def _shared(catalog: Catalog) -> Iterator[Fault]:
    """Yield what is wrong with the files that all families share: without them nothing can be built."""
    try:
        _ = catalog.finishes
        yield from (of_error(problem) for problem in catalog.faults())
    except DataError as problem:
        yield of_error(problem)


def _families(catalog: Catalog, quick: bool, cores: int, tell: Tell) -> Iterator[Fault]:
    """Yield what is wrong with families and their parts; when all can be read, also what none of them reads."""
    paths = _family_files(catalog)
    reads: set[str] = set()
    whole = True
    found: list[Fault] = []
    for path in sorted((catalog.folder / "families" / "parts").glob("*.toml")):
        try:
            found += part_faults(path)
        except DataError as problem:
            found.append(of_error(problem))
    tasks: list[Task] = [("family", (str(path),)) for path in paths]
    for checked in _done(catalog.folder, tasks, quick, cores, tell):
        found += checked.faults
        reads |= checked.reads
        whole = whole and bool(checked.reads)
    yield from found
    if whole:
        yield from part_reads(catalog, paths)
        yield from unread(catalog, reads, not quick)


def _codes(catalog: Catalog) -> Iterator[Fault]:
    """Yield the codes that stand twice: an order names a sample by its code."""
    codes: dict[str, str] = {}
    for sample in catalog.samples:
        other = codes.setdefault(sample.code, sample.id)
        if other != sample.id:
            yield _of_sample(catalog, sample.id, f"has the code {sample.code} of {other}")


def _of_sample(catalog: Catalog, name: str, cause: str) -> Fault:
    """Return a fault of a sample, at the range it comes from."""
    for entry in read_ranges(catalog.folder / "ranges")[0]:
        if entry.range.may_name(name):
            place = f"range[{entry.range.id}]"
            return Fault(str(entry.path), line_of(entry.path, place), place, f"{name}: {cause}")
    return Fault(str(catalog.folder / "ranges"), 0, name, cause)


def _done(folder: Path, tasks: list[Task], quick: bool, cores: int, tell: Tell) -> Iterator[Checked]:
    """Yield what each task gave, in their order."""
    if cores <= 1 or len(tasks) < 2 * cores:
        worker = _Worker(folder, quick)
        for at, task in enumerate(tasks):
            tell(at, len(tasks))
            yield worker.do(task)
        return
    with ProcessPoolExecutor(cores, get_context("spawn"), _start, (folder, quick)) as pool:
        for at, checked in enumerate(pool.map(_do, tasks)):
            tell(at, len(tasks))
            yield checked


class _Worker:
    """One core at work: it has a catalog of its own."""

    def __init__(self, folder: Path, quick: bool) -> None:
        self.catalog, self.quick = ReadingCatalog(folder), quick

    def do(self, task: Task) -> Checked:
        """Return what a task gives."""
        kind, what = task
        if kind == "family":
            checked = check_family(self.catalog, Path(what[0]), self.quick)
            return Checked(checked.faults, checked.reads | self.catalog.reads if checked.reads else checked.reads)
        return Checked(tuple(fault for name in what for fault in self._sample(name)), frozenset())

    def _sample(self, name: str) -> Iterator[Fault]:
        try:
            component = self.catalog.build(name)
        except DataError as problem:
            yield _of_sample(self.catalog, name, problem.cause)
            return
        webs = self.catalog.profiles[DEFAULT_PROFILE].webs
        for cause in (*faults(component, webs), *room_faults(component, component.placing.mount)):
            yield _of_sample(self.catalog, name, cause)


_worker: list[_Worker] = []  # of this process, when it is one of a pool


def _start(folder: Path, quick: bool) -> None:
    _worker[:] = [_Worker(folder, quick)]


def _do(task: Task) -> Checked:
    return _worker[0].do(task)
