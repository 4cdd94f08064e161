"""The order book: a package goes in once and becomes an order with a number; the order then goes its road, step by step.

Import this module only where an order book is used: it brings the database library with it. order.py has the plain types.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app.orders.database import WAIT, Database
from app.orders.order import (
    NEXT,
    STATUSES,
    Order,
    OrderError,
    PackageError,
    Receipt,
    Status,
    StatusChange,
    Summary,
    order_document,
    receipt_document,
)
from app.orders.package import read_package
from app.orders.tables import OrderRow, PackageRow, StatusRow

__all__ = ["OrderBook", "OrderError", "PackageError", "order_document", "receipt_document"]

TRIES = 20  # how often a submission begins anew because another writer took its number

type Verify = Callable[[Path], Sequence[str]]  # what differs in a package, one sentence each; nothing: it is whole


class OrderBook:
    """Orders in a database by URL, as in `sqlite:///orders.db`. `verify` is asked before a package is taken; `now` is the clock."""

    def __init__(
        self,
        url: str,
        verify: Verify | None = None,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        wait: float = WAIT,
    ) -> None:
        self._database, self._verify, self._now = Database(url, wait), verify, now

    @property
    def name(self) -> str:
        """Where the book is, without its password."""
        return self._database.name

    @property
    def forgets(self) -> bool:
        """Whether the book lies in memory and ends with the program: for trying out, never for an order."""
        return self._database.forgets

    def submit(self, package: Path) -> Receipt:
        """Put a package into the book and return its number; a package that is there already keeps the number it has.

        Raises PackageError for one that is damaged or not a package, OrderError when the book cannot be written.
        """
        content, summary = read_package(package)
        digest = hashlib.sha256(content).hexdigest()
        differences = self._verify(package) if self._verify else ()
        if differences:
            raise PackageError(package, "", differences[0])
        if self._verify and hashlib.sha256(read_package(package)[0]).hexdigest() != digest:
            raise PackageError(package, "", "changed while it was read")
        for _ in range(TRIES):
            try:
                with self._database.writing() as session:
                    return _receipt(session, content, digest, summary, self._now())
            except IntegrityError:
                continue
        raise OrderError(self.name, "", f"busy: another writer was faster {TRIES} times")

    def list(self) -> tuple[Order, ...]:
        """Return all orders with their histories, oldest first; none when there is no book yet."""
        if not self._database.exists:
            return ()
        with self._database.reading() as session:
            rows = session.scalars(select(OrderRow).order_by(OrderRow.id).options(selectinload(OrderRow.history)))
            return tuple(_order(row) for row in rows)

    def show(self, number: str) -> Order:
        """Return one order with its history; OrderError when there is none of that number."""
        self._exists(number)
        with self._database.reading() as session:
            return _order(self._row(session, number))

    def package(self, number: str) -> bytes:
        """Return the package of an order, byte for byte; OrderError when there is no such order or it is not what was put in."""
        self._exists(number)
        with self._database.reading() as session:
            row = self._row(session, number)
            stored = session.get(PackageRow, row.id)
            if stored is None or hashlib.sha256(stored.content).hexdigest() != row.sha256:
                raise OrderError(self.name, number, "the stored package is not the one that was submitted")
            return stored.content

    def set_status(self, number: str, status: str, note: str = "") -> Order:
        """Take an order one step on and return it; OrderError for a step that its road does not have (order.NEXT)."""
        if status not in STATUSES:
            raise OrderError(self.name, number, f"no status {status!r}; there are {', '.join(STATUSES)}")
        self._exists(number)
        with self._database.writing() as session:
            row = self._row(session, number, change=True)
            now = _status(row.status)
            if status not in NEXT[now]:
                ways = ", ".join(NEXT[now]) or "nothing more"
                raise OrderError(self.name, number, f"is {now} and cannot become {status}; next is {ways}")
            row.status = status
            row.history.append(StatusRow(status=status, at=_utc(self._now()), note=note))
            session.flush()
            return _order(row)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _exists(self, number: str) -> None:
        if not self._database.exists:
            raise OrderError(self.name, number, "no such order: there is no order book here yet")

    def _row(self, session: Session, number: str, change: bool = False) -> OrderRow:
        wanted = select(OrderRow).where(OrderRow.number == number).options(selectinload(OrderRow.history))
        row = session.scalar(wanted.with_for_update() if change else wanted)
        if row is None:
            raise OrderError(self.name, number, "no such order")
        return row


def _receipt(session: Session, content: bytes, digest: str, summary: Summary, now: datetime) -> Receipt:
    """Return the receipt of a package, entered now unless it is there; to be called within one writing transaction."""
    there = session.scalar(select(OrderRow.number).where(OrderRow.sha256 == digest))
    if there is not None:
        return Receipt(there, False, digest)
    day = now.strftime("%Y%m%d")  # the day on the store's clock, not in Greenwich
    counter = (session.scalar(select(func.max(OrderRow.counter)).where(OrderRow.day == day)) or 0) + 1
    row = OrderRow(
        number=f"JY-{day}-{counter:04d}",
        day=day,
        counter=counter,
        sha256=digest,
        size=len(content),
        status="submitted",
        submitted=_utc(now),
        design=summary.design,
        customer=summary.customer,
        units=summary.units,
        panels=summary.panels,
        history=[StatusRow(status="submitted", at=_utc(now), note="")],
    )
    session.add(row)
    session.flush()
    session.add(PackageRow(order_id=row.id, content=content))
    session.flush()
    return Receipt(row.number, True, digest)


def _order(row: OrderRow) -> Order:
    return Order(
        row.number,
        _status(row.status),
        row.submitted,
        row.sha256,
        row.size,
        Summary(row.design, row.customer, row.units, row.panels),
        tuple(StatusChange(_status(step.status), step.at, step.note) for step in row.history),
    )


def _status(word: str) -> Status:
    for status in STATUSES:
        if status == word:
            return status
    raise OrderError("order book", "status", f"no status {word!r}: the book was written by something else")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
