"""`kill -9` during submit: whatever the moment, an order is there whole or not at all, and submitting again makes no second one."""

import hashlib
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from app.orders.order_book import OrderBook

ROOT = Path(__file__).resolve().parents[2]
# Submits a folder's packages from number N on, and says each once its receipt is there.
SUBMITTER = """
import sys
from pathlib import Path
from app.orders.order_book import OrderBook
url, folder, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
while True:
    receipt = OrderBook(url).submit(folder / f"{number}.zip")
    print(number, receipt.number, receipt.created, flush=True)
    number += 1
"""


def write_package(folder: Path, number: int) -> None:
    with zipfile.ZipFile(folder / f"{number}.zip", "w") as archive:
        archive.writestr("manifest.json", f'{{"design": "{number}", "customer": "", "units": 1, "panels": {number}}}')
        archive.writestr("panels.bin", random.Random(number).randbytes(100_000))


def kill_while_submitting(url: str, folder: Path, number: int, after: float) -> list[tuple[int, str, bool]]:
    """Let a process submit from package `number` on, kill it after some seconds, return the receipts it had said."""
    command = [sys.executable, "-c", SUBMITTER, url, str(folder), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.kill()  # SIGKILL
        words = [line.split() for line in process.stdout.read().split("\n")[:-1]]
    return [(int(number), order, created == "True") for number, order, created in words]


def kill_and_check(folder: Path, url: str, kills: int, count: int) -> tuple[int, int]:
    chance = random.Random(9)
    for number in range(count):
        write_package(folder, number)
    given: dict[int, str] = {}
    number, survived = 0, 0
    for _ in range(kills):
        for package, order, created in kill_while_submitting(url, folder, number, chance.uniform(0.0, 0.15)):
            if not created:  # entered by a process that was killed before it could say so
                assert package == number
                survived += 1
            given[package] = order
            number = package + 1
        assert number < count, "too few packages for so fast a machine"
        there = {int(order.summary.design): order.number for order in OrderBook(url).list()}
        assert given.items() <= there.items()  # what was receipted is there, under the number that was said
        assert there.keys() <= given.keys() | {number}  # and at most the one in hand besides
    for package in range(number + 1):
        receipt = OrderBook(url).submit(folder / f"{package}.zip")
        assert given.get(package, receipt.number) == receipt.number
        assert receipt.created <= (package == number)
    check_book(url, folder, number + 1)
    return number, survived


def check_book(url: str, folder: Path, count: int) -> None:
    book = OrderBook(url)
    orders = book.list()
    assert len(orders) == count
    assert len({order.sha256 for order in orders}) == len({order.number for order in orders}) == count
    for order in orders:
        content = book.package(order.number)
        assert hashlib.sha256(content).hexdigest() == order.sha256
        assert content == (folder / f"{order.summary.design}.zip").read_bytes()
        assert [step.status for step in book.show(order.number).history] == ["submitted"]
    with sqlite3.connect(book.name) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_five_kills_while_submitting_make_no_double_and_no_half_order(url: str, tmp_path: Path) -> None:
    entered, _ = kill_and_check(tmp_path, url, 5, 120)
    assert entered > 0


@pytest.mark.slow
def test_fifty_kills_while_submitting_make_no_double_and_no_half_order(url: str, tmp_path: Path) -> None:
    entered, survived = kill_and_check(tmp_path, url, 50, 900)
    print(f"{entered} orders, 50 kills, {survived} of them after the order was in and before its receipt was said")
    assert entered > 50
