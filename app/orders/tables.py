"""The order book's tables. The package lies apart from its order, so that listing orders moves no megabytes.

Times are UTC as ISO 8601 text: the same in every database.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

BOOK_VERSION = 1


class Base(DeclarativeBase):
    """All tables of the book."""


class BookRow(Base):
    """One row: the version of the tables."""

    __tablename__ = "order_book"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]


class OrderRow(Base):
    """An order. `day` and `counter` make its number; `sha256` is that of the package's bytes, so one package is one order."""

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("day", "counter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    day: Mapped[str] = mapped_column(String(8))
    counter: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    status: Mapped[str] = mapped_column(String(16), index=True)
    submitted: Mapped[str] = mapped_column(String(32))
    design: Mapped[str] = mapped_column(Text)
    customer: Mapped[str] = mapped_column(Text)
    units: Mapped[int]
    panels: Mapped[int]
    history: Mapped[list[StatusRow]] = relationship(order_by="StatusRow.id", cascade="all, delete-orphan")


class StatusRow(Base):
    """One step of an order's road."""

    __tablename__ = "order_statuses"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    at: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(Text)


class PackageRow(Base):
    """The package of an order, byte for byte."""

    __tablename__ = "order_packages"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
