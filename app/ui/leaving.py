"""The ways in and out of the window, without Qt: export, submit, look orders up. What comes back is plain."""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.components.catalog import Catalog
from app.design.design import Design
from app.records import DataError
from app.services import Difference, Exported, ExportPackage, House

type Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the order book answered; `created` is False where it knew the package."""

    number: str
    created: bool


def reported(queue: Any, what: Callable[[Tell], Any]) -> None:
    """Run `what` and put ("progress", key, share), then ("done", result) or ("failed", sentence) into the queue."""
    try:
        queue.put(("done", what(lambda key, share: queue.put(("progress", key, share)))))
    except DataError as problem:
        queue.put(("failed", str(problem)))
    except Exception as problem:
        traceback.print_exc()
        queue.put(("failed", f"{type(problem).__name__}: {problem}"))


def in_own_process(queue: Any, what: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The first function of a worker process; it ends with the window that started it, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    reported(queue, lambda tell: what(*arguments, tell))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # what waits to be handed over has nobody left to take it


def export(
    write: ExportPackage, catalog: Callable[[], Catalog], design: Design, path: Path, stamp: str, tell: Tell
) -> Exported:
    """Write the order package of a design; DataError when the library's files are no longer those of the window (`stamp`)."""
    library = catalog()
    if library.stamp != stamp:
        raise DataError(
            library.folder, "", "its files have changed and the window works with what they were; mend them"
        )
    return write(design, library, path, None, tell)


def submit(house: House, package: Path, tell: Tell) -> Submitted | Difference:
    """Check a package and submit it; a Difference when it is not whole."""
    from app.orders.order_book import OrderBook

    tell("ui.export.verifying", 0.2)
    found = house.verify_package(package, house.catalog())
    if found:
        return found[0]
    tell("ui.export.submitting", 0.7)
    receipt = OrderBook(house.order_book_url()).submit(package)
    return Submitted(receipt.number, receipt.created)


def orders(house: House) -> tuple[dict[str, Any], ...]:
    """Return the orders of the book, newest first, each as its document with its history."""
    from app.orders.order_book import OrderBook, order_document

    book = OrderBook(house.order_book_url())
    return tuple(reversed([order_document(book.show(order.number)) for order in book.list()]))
