"""What an order is, and the road it goes. Plain data: nothing here knows a database, so it costs nothing to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from app.records import DataError

type Status = Literal[
    "submitted", "reviewed", "split", "released", "produced", "packed", "delivered", "installed", "cancelled"
]
STATUSES: tuple[Status, ...] = get_args(Status.__value__)

# status -> what it may become. An order can be cancelled until it is produced: then the boards are cut.
NEXT: dict[Status, tuple[Status, ...]] = {
    "submitted": ("reviewed", "cancelled"),
    "reviewed": ("split", "cancelled"),
    "split": ("released", "cancelled"),
    "released": ("produced", "cancelled"),
    "produced": ("packed",),
    "packed": ("delivered",),
    "delivered": ("installed",),
    "installed": (),
    "cancelled": (),
}


class OrderError(DataError):
    """An order book that cannot be used, a package it does not take, a step an order cannot go: names file, place and cause."""


class PackageError(OrderError):
    """A package that was read, and is not what it says it is."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the book tells of a package without opening it: from its manifest."""

    design: str
    customer: str
    units: int
    panels: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a submission: the order's number, whether it is new, and the sha256 of the package's bytes."""

    number: str
    created: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step of an order's road; `at` is UTC, ISO 8601."""

    status: Status
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One order as the book holds it; `history` oldest first, its last step is `status`. `size` is that of the package, bytes."""

    number: str
    status: Status
    submitted: str
    sha256: str
    size: int
    summary: Summary
    history: tuple[StatusChange, ...] = ()


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as JSON data."""
    return {"number": receipt.number, "created": receipt.created, "sha256": receipt.sha256}


def order_document(order: Order) -> dict[str, Any]:
    """Return an order as JSON data."""
    return {
        "number": order.number,
        "status": order.status,
        "design": order.summary.design,
        "customer": order.summary.customer,
        "units": order.summary.units,
        "panels": order.summary.panels,
        "submitted": order.submitted,
        "sha256": order.sha256,
        "size": order.size,
        "history": [{"at": step.at, "status": step.status, "note": step.note} for step in order.history],
    }
