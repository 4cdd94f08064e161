"""The order book's database by URL: SQLite at the counter, a server for the fleet. Every write is one transaction, on disk when done.

SQLite: write-ahead log, full sync, foreign keys on; writers queue up and give up after a while. Every fault of the database comes out
as one OrderError that names the book without its password.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, SingletonThreadPool

from app.orders.order import OrderError
from app.orders.tables import BOOK_VERSION, Base, BookRow

WAIT = 15.0  # seconds a writer waits for its turn
_WRITE = "jiyang_write"  # execution option: this connection's transaction takes the write lock at its beginning


class Database:
    """An order book by URL. Opening makes no file: the first write does."""

    def __init__(self, url: str, wait: float = WAIT) -> None:
        self.url, self._wait, self._ready = _parsed(url), wait, False
        self.name = self.file or self.url.render_as_string(hide_password=True)
        try:
            _refuse_ignored(self.url)
            # No pool over a file: opening it costs nothing, and the last to close it folds the log back into it.
            pool: dict[str, Any] = {"poolclass": NullPool} if self.file else {}
            if not self.file and self.url.get_backend_name() == "sqlite":
                pool = {"poolclass": SingletonThreadPool}  # a book in memory lives as long as its one connection
            self._engine = create_engine(self.url, hide_parameters=True, **pool)
        except (ArgumentError, NoSuchModuleError, ImportError, TypeError, ValueError) as problem:
            raise OrderError(self.name, "", f"not a database that can be opened: {_first_line(problem)}") from problem
        if self.url.get_backend_name() == "sqlite":
            _settle_sqlite(self._engine, wait)

    @property
    def file(self) -> str:
        """The SQLite file of the book; "" for a server and for a book in memory."""
        name = self.url.database or ""
        on_disk = self.url.get_backend_name() == "sqlite" and name != ":memory:" and not name.startswith("file:")
        return name if on_disk else ""

    @property
    def forgets(self) -> bool:
        """Whether the book lies in memory and ends with the program."""
        name = self.url.database or ":memory:"
        in_memory = ":memory:" in name or self.url.query.get("mode") == "memory"
        return self.url.get_backend_name() == "sqlite" and not self.file and in_memory

    @property
    def exists(self) -> bool:
        """Whether there may be a book to read: not where its file is missing."""
        return not self.file or Path(self.file).exists()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session on one consistent state of the book; OrderError for any fault."""
        with self._told():
            self._prepare()
            with self._engine.connect() as connection, Session(connection) as session:
                yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are all on disk when the block has ended well, and none otherwise.

        Raises OrderError for any fault but IntegrityError, which says that another writer was faster.
        """
        with self._told():
            self._prepare()
            with self._writer() as connection, Session(connection) as session:
                yield session
                session.commit()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection.execution_options(**{_WRITE: True})

    def _prepare(self) -> None:
        """Check the version of the book's tables, made first where there are none."""
        if self._ready:
            return
        if self.file and not Path(self.file).exists():
            Path(self.file).parent.mkdir(parents=True, exist_ok=True)
        with self._engine.connect() as connection:
            there = inspect(connection).has_table(BookRow.__tablename__)
        if not there:
            self._make()
        with self._engine.connect() as connection:
            version = connection.scalar(select(BookRow.version))
        if version is None or version > BOOK_VERSION:
            cause = f"made by a newer Jiyang: version {version}, this program reads up to {BOOK_VERSION}"
            raise OrderError(self.name, "order_book.version", cause)
        self._ready = True

    def _make(self) -> None:
        """Make the tables in one transaction; of two programs that begin a book together one makes it and the other finds it."""
        if self.file:
            _use_log(self._engine, self._wait)
        with self._writer() as connection:
            names = set(inspect(connection).get_table_names())
            if names and self.file and BookRow.__tablename__ not in names:
                raise OrderError(self.name, "", "is a database, but not an order book")
            if BookRow.__tablename__ not in names:
                Base.metadata.create_all(connection)
                connection.execute(BookRow.__table__.insert().values(id=1, version=BOOK_VERSION))  # type: ignore[attr-defined]
                connection.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except OperationalError as problem:
            raise OrderError(self.name, "", _operational(problem, self._wait)) from problem
        except DBAPIError as problem:
            raise OrderError(self.name, "", f"not an order book: {_first_line(problem.orig)}") from problem
        except SQLAlchemyError as problem:
            raise OrderError(self.name, "", _first_line(problem)) from problem
        except OSError as problem:
            raise OrderError(self.name, "", f"cannot be opened: {problem.strerror or problem}") from problem
        except ValueError as problem:  # a zero byte in a file's name
            raise OrderError(self.name, "", f"cannot be opened: {problem}") from problem


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as problem:
        raise OrderError("order book", "URL", "not a database URL, as in sqlite:///orders.db") from problem


def _refuse_ignored(url: URL) -> None:
    """Raise ArgumentError for what SQLite heeds only in an address of its own kind, as `?mode=ro`: not to heed it is no answer."""
    strange = set(url.query) - {"timeout", "uri"}
    if url.get_backend_name() == "sqlite" and strange and url.query.get("uri") != "true":
        raise ArgumentError(f"{min(strange)!r} is heeded only in sqlite:///file:PATH?{min(strange)}=...&uri=true")


def _settle_sqlite(engine: Engine, wait: float) -> None:
    """Give every connection its settings, and let SQLAlchemy say where transactions begin (the driver guesses)."""

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for setting in (f"busy_timeout = {int(wait * 1000)}", "foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _use_log(engine: Engine, wait: float) -> None:
    """Switch a SQLite file to the write-ahead log, for good; SQLite does not wait for its turn there, so this does."""
    deadline = time.monotonic() + wait
    connection = engine.raw_connection()
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except Exception as problem:
                if "locked" not in str(problem) or time.monotonic() > deadline:
                    raise OrderError(engine.url.database or "", "", f"cannot be opened: {problem}") from problem
                time.sleep(0.01)
    finally:
        connection.close()


def _operational(problem: OperationalError, wait: float) -> str:
    words = _first_line(problem.orig)
    if "locked" in words:
        return f"busy: another program has held it for more than {wait:g} s"
    if "readonly" in words:
        return "cannot be written: it is read-only"
    return f"cannot be used: {words}"


def _first_line(problem: BaseException | None) -> str:
    return str(problem).strip().split("\n")[0]
