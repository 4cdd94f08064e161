"""The order book: one package is one order, numbers run by the day, the road has no short cuts, faults are told in one sentence."""

import hashlib
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.orders.order import NEXT, STATUSES
from app.orders.order_book import OrderBook, OrderError, PackageError, order_document, receipt_document

ROOT = Path(__file__).resolve().parents[2]
SHANGHAI = timezone(timedelta(hours=8))


def clock(*moments: datetime):
    """A clock that shows these moments one after the other, then the last for ever."""
    left = list(moments)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)


def test_a_package_becomes_an_order_with_a_number_of_the_day(pack, url: str) -> None:
    package = pack("a")
    receipt = OrderBook(url, now=clock(NOON)).submit(package)
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    assert receipt_document(receipt) == {"number": "JY-20261121-0001", "created": True, "sha256": digest}
    order = OrderBook(url).show("JY-20261121-0001")
    assert order_document(order) == {
        "number": "JY-20261121-0001",
        "status": "submitted",
        "design": "王家厨房",
        "customer": "王小姐",
        "units": 14,
        "panels": 133,
        "submitted": "2026-11-21T04:00:00Z",
        "sha256": digest,
        "size": package.stat().st_size,
        "history": [{"at": "2026-11-21T04:00:00Z", "status": "submitted", "note": ""}],
    }
    assert OrderBook(url).package("JY-20261121-0001") == package.read_bytes()


def test_the_same_package_is_the_same_order_whatever_its_file_is_called(pack, url: str) -> None:
    book = OrderBook(url, now=clock(NOON, NOON + timedelta(days=3)))
    first = book.submit(pack("a"))
    again = book.submit(pack("a", name="copy.zip"))
    assert (again.number, again.created) == (first.number, False)
    assert len(book.list()) == 1


def test_numbers_run_by_the_day_of_the_store_and_start_anew(pack, url: str) -> None:
    late = datetime(2026, 11, 21, 23, 59, tzinfo=SHANGHAI)
    book = OrderBook(url, now=clock(NOON, late, late + timedelta(minutes=2)))
    numbers = [book.submit(pack(text)).number for text in "abc"]
    assert numbers == ["JY-20261121-0001", "JY-20261121-0002", "JY-20261122-0001"]
    assert [order.number for order in book.list()] == numbers


def test_an_order_goes_its_road_with_notes_and_times(pack, url: str) -> None:
    hours = [NOON + timedelta(hours=n) for n in range(8)]
    book = OrderBook(url, now=clock(*hours))
    number = book.submit(pack()).number
    for status in STATUSES[1:8]:
        assert book.set_status(number, status, f"to {status}").status == status
    order = book.show(number)
    assert book.list() == (order,)
    assert [step.status for step in order.history] == [
        "submitted", "reviewed", "split", "released", "produced", "packed", "delivered", "installed",
    ]  # fmt: skip
    assert order.history[3].note == "to released"
    assert [step.at[11:13] for step in order.history] == ["04", "05", "06", "07", "08", "09", "10", "11"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(STATUSES), max_size=12))
def test_whatever_is_tried_the_history_only_ever_holds_steps_of_the_road(tries: list) -> None:
    book = book_in_memory()
    number = book.list()[0].number
    for status in tries:
        before = book.show(number)
        try:
            book.set_status(number, status)
        except OrderError:
            assert book.show(number) == before
    order = book.show(number)
    words = [step.status for step in order.history]
    assert words[0] == "submitted"
    assert words[-1] == order.status
    assert all(b in NEXT[a] for a, b in pairwise(words))
    book.close()


def book_in_memory() -> OrderBook:
    book = OrderBook("sqlite://", now=clock(NOON))
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "a.zip"
        with zipfile.ZipFile(package, "w") as archive:
            archive.writestr("manifest.json", '{"design": "", "customer": "", "units": 0, "panels": 0}')
        book.submit(package)
    return book


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("installed", "is submitted and cannot become installed; next is reviewed, cancelled"),
        ("submitted", "is submitted and cannot become submitted"),
        ("sent", "no status 'sent'; there are submitted, reviewed"),
    ],
)
def test_a_step_the_road_does_not_have_is_refused(pack, url: str, status: str, sentence: str) -> None:
    book = OrderBook(url)
    number = book.submit(pack()).number
    with pytest.raises(OrderError, match=re.escape(f"{number}: {sentence}")):
        book.set_status(number, status)
    assert len(book.show(number).history) == 1


def test_what_is_cut_cannot_be_cancelled_and_what_is_cancelled_stays_so(pack, url: str) -> None:
    book = OrderBook(url)
    first, second = book.submit(pack("a")).number, book.submit(pack("b")).number
    for status in ("reviewed", "split", "released", "produced"):
        book.set_status(first, status)
    with pytest.raises(OrderError, match="is produced and cannot become cancelled"):
        book.set_status(first, "cancelled")
    book.set_status(second, "cancelled", "客户改主意")
    with pytest.raises(OrderError, match="is cancelled and cannot become reviewed; next is nothing more"):
        book.set_status(second, "reviewed")


def test_reading_makes_no_book(url: str) -> None:
    book = OrderBook(url)
    assert book.list() == ()
    for ask in (book.show, book.package, lambda number: book.set_status(number, "reviewed")):
        with pytest.raises(OrderError, match="no such order: there is no order book here yet"):
            ask("JY-20261121-0001")
    assert not Path(book.name).parent.exists()


def test_an_unknown_number_is_told(pack, url: str) -> None:
    book = OrderBook(url)
    book.submit(pack())
    with pytest.raises(OrderError, match="JY-1: no such order"):
        book.show("JY-1")


# --- what comes from outside ------------------------------------------------------------------------------------------


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("panels/a.dxf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"manifest": None}, "has no manifest.json: not an order package"),
        ({"manifest": b"{"}, "manifest.json: not valid JSON"),
        ({"manifest": []}, "manifest.json: expected an object"),
        ({"manifest": {"design": "x"}}, "manifest.json: customer: expected text"),
        ({"manifest": {"design": "x", "customer": "", "units": -1, "panels": 0}}, "manifest.json: units: expected a count, got -1"),
        ({"manifest": {"design": "x", "customer": "", "units": True, "panels": 0}}, "units: expected a count, got True"),
        ({"extra": {"../evil.dxf": ""}}, "'../evil.dxf': a name that leads out of the package"),
        ({"extra": {"/etc/passwd": ""}}, "a name that leads out of the package"),
        ({"extra": {"C:/x.dxf": ""}}, "a name that leads out of the package"),
        ({"extra": {"a\\..\\b": ""}}, "a name that leads out of the package"),
        ({"extra": {"Design.json": ""}}, "two files of one name"),
        ({"extra": {link(): "/etc/passwd"}}, "a link, not a file"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_package_is_refused_and_leaves_no_trace(pack, url: str, given: dict, sentence: str) -> None:
    package = pack(**given)
    book = OrderBook(url)
    with pytest.raises(PackageError) as caught:
        book.submit(package)
    assert str(caught.value).startswith(f"{package}: ")
    assert sentence in str(caught.value)
    assert book.list() == ()


def test_a_manifest_that_unpacks_without_end_is_not_unpacked(url: str, tmp_path: Path) -> None:
    package = tmp_path / "bomb.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * (40 * 1024 * 1024))
    assert package.stat().st_size < 100_000
    with pytest.raises(PackageError, match="larger than 32 MiB"):
        OrderBook(url).submit(package)


def test_every_truncation_of_a_package_is_refused(pack, url: str, tmp_path: Path) -> None:
    data = pack("some text to be cut").read_bytes()
    book, cut = OrderBook(url), tmp_path / "cut.zip"
    for length in range(0, len(data), 7):
        cut.write_bytes(data[:length])
        with pytest.raises(PackageError):
            book.submit(cut)
    assert book.list() == ()


def test_a_changed_byte_in_the_manifest_is_seen(pack, url: str, tmp_path: Path) -> None:
    data = bytearray(pack("a").read_bytes())
    data[data.index(b"133")] = ord("9")
    changed = tmp_path / "changed.zip"
    changed.write_bytes(data)
    with pytest.raises(PackageError, match="not a readable zip: Bad CRC-32"):
        OrderBook(url).submit(changed)


def test_a_folder_and_a_missing_file_are_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="is a folder: an order takes the package as one"):
        OrderBook(url).submit(tmp_path)
    with pytest.raises(PackageError, match="No such file"):
        OrderBook(url).submit(tmp_path / "none.zip")


def test_a_package_that_does_not_verify_is_refused(pack, url: str) -> None:
    package = pack()
    book = OrderBook(url, verify=lambda path: [f"{path.name} has one byte changed"])
    with pytest.raises(PackageError, match=r"home\.zip has one byte changed"):
        book.submit(package)
    assert book.list() == ()


def test_a_package_swapped_behind_the_verifiers_back_is_refused(pack, url: str) -> None:
    package = pack("good")

    def swap(path: Path) -> tuple[str, ...]:
        pack("bad")
        return ()

    with pytest.raises(PackageError, match="changed while it was read"):
        OrderBook(url, verify=swap).submit(package)


# --- the database -----------------------------------------------------------------------------------------------------


def test_a_sqlite_book_keeps_a_log_and_every_connection_syncs_and_checks_keys(pack, url: str) -> None:
    book = OrderBook(url)
    book.submit(pack())
    with book._database.reading() as session:
        ask = session.connection().exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2  # FULL
        assert ask("PRAGMA foreign_keys").scalar() == 1
        assert ask("PRAGMA busy_timeout").scalar() == 15000


def test_a_book_at_rest_is_one_file(pack, url: str) -> None:
    book = OrderBook(url)
    book.submit(pack())
    assert [path.name for path in Path(book.name).parent.iterdir()] == ["orders.db"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("orders.db", "not a database URL, as in sqlite:///orders.db"),
        ("", "not a database URL"),
        ("nosuch://x/y", "not a database that can be opened"),
        ("sqlite:////proc/none/orders.db", "cannot be opened|cannot be used"),
        ("sqlite:////", "cannot be"),
    ],
)
def test_a_bad_url_is_told_in_one_sentence(pack, url: str, sentence: str) -> None:
    with pytest.raises(OrderError, match=sentence) as caught:
        OrderBook(url).submit(pack())
    assert "\n" not in str(caught.value)


def test_a_password_is_never_told() -> None:
    with pytest.raises(OrderError) as caught:
        OrderBook("nosuch://anna:geheim@host/orders")
    assert "geheim" not in str(caught.value)


def test_a_file_that_is_no_order_book_is_left_alone(pack, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be looked at as one " * 40)
    before = text.read_bytes()
    with pytest.raises(OrderError, match=r"not an order book|cannot be opened"):
        OrderBook(f"sqlite:///{text}").submit(pack())
    assert text.read_bytes() == before
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    with pytest.raises(OrderError, match="is a database, but not an order book"):
        OrderBook(f"sqlite:///{other}").submit(pack())


def test_a_book_of_a_newer_version_is_told(pack, url: str) -> None:
    book = OrderBook(url)
    book.submit(pack())
    with sqlite3.connect(book.name) as connection:
        connection.execute("UPDATE order_book SET version = 2")
    connection.close()
    with pytest.raises(OrderError, match="made by a newer Jiyang: version 2, this program reads up to 1"):
        OrderBook(url).list()


def test_a_locked_book_is_told_after_the_wait(pack, url: str) -> None:
    OrderBook(url).submit(pack("a"))
    holder = sqlite3.connect(OrderBook(url).name, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OrderError, match=r"busy: another program has held it for more than 0\.1 s"):
            OrderBook(url, wait=0.1).submit(pack("b"))
        assert len(OrderBook(url).list()) == 1  # readers do not wait for writers
    finally:
        holder.close()


def test_a_stored_package_that_was_tampered_with_is_not_handed_out(pack, url: str) -> None:
    book = OrderBook(url)
    number = book.submit(pack()).number
    with sqlite3.connect(book.name) as connection:
        connection.execute("UPDATE order_packages SET content = x'00'")
    connection.close()
    with pytest.raises(OrderError, match="the stored package is not the one that was submitted"):
        OrderBook(url).package(number)


# --- many at once -----------------------------------------------------------------------------------------------------

SUBMIT = """
import sys
from pathlib import Path
from app.orders.order_book import OrderBook
sys.stdin.readline()
for package in sys.argv[2:]:
    receipt = OrderBook(sys.argv[1]).submit(Path(package))
    print(receipt.number, receipt.created)
"""


def test_two_processes_that_begin_a_book_and_submit_the_same_packages_make_each_order_once(pack, url: str) -> None:
    packages = [str(pack(text, name=f"{text}.zip")) for text in "abcdef"]
    command = [sys.executable, "-c", SUBMIT, url, *packages]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    both = [subprocess.Popen(command, **pipes) for _ in range(2)]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[0].split("\n")[:-1] for process in both]
    assert all(process.returncode == 0 for process in both)
    orders = OrderBook(url).list()
    assert [order.number[-4:] for order in orders] == ["0001", "0002", "0003", "0004", "0005", "0006"]
    created = sorted(line.split()[0] for lines in said for line in lines if line.endswith("True"))
    assert created == [order.number for order in orders]
    assert [line.split()[0] for line in said[0]] == [line.split()[0] for line in said[1]]


def test_threads_share_a_book(pack, url: str) -> None:
    packages = [pack(str(n), name=f"{n}.zip") for n in range(8)]
    book, numbers = OrderBook(url, now=clock(NOON)), []
    threads = [threading.Thread(target=lambda p=p: numbers.append(book.submit(p).number)) for p in packages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"JY-20261121-{n:04d}" for n in range(1, 9)]


def test_the_database_library_is_loaded_only_where_orders_are_used() -> None:
    code = "import sys, main, app.cli, app.services, app.orders.order, app.design.files; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"]
)
def test_a_book_in_memory_says_so(url: str) -> None:
    assert OrderBook(url).forgets


def test_a_book_on_disk_forgets_nothing(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/a.sqlite", f"sqlite:///file:{tmp_path}/a.sqlite?uri=true"):
        assert not OrderBook(url).forgets


def test_what_would_not_be_heeded_in_a_url_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OrderError, match="'mode' is heeded only"):
        OrderBook(f"sqlite:///{tmp_path}/a.sqlite?mode=ro")


def test_a_name_that_no_file_can_have_is_told(pack, tmp_path: Path) -> None:
    with pytest.raises(OrderError, match="cannot be opened"):
        OrderBook(f"sqlite:///{tmp_path}/a\x00b.sqlite").submit(pack())
