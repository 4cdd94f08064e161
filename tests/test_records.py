"""Reading within limits, refusing wild numbers by name, and writing whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.records import (
    DataError,
    check_writable,
    convert,
    parse_json,
    read_bytes,
    read_toml,
    to_json,
    whole_file,
    write_whole,
)


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Spots:
    spots: tuple[Spot, ...]


def test_a_wrong_type_names_file_and_place() -> None:
    with pytest.raises(DataError, match=r"^a\.json: spots\[1\]\.x: .*float"):
        convert({"spots": [{"x": 1.0, "name": "a"}, {"x": "wide", "name": "b"}]}, Spots, "a.json")


@pytest.mark.parametrize("wild", [float("nan"), float("inf"), 1e30, -(10**40)])
def test_wild_numbers_are_refused_by_place(wild: float) -> None:
    with pytest.raises(DataError, match=r"spots\[0\]\.x"):
        convert({"spots": [{"x": wild, "name": "a"}]}, Spots, "a.json")


@pytest.mark.parametrize("text", [b"{", b'{"a": NaN}', b'{"a": Infinity}', b"\xff\xfe", b"[" * 200_000])
def test_what_is_not_json_is_one_sentence(text: bytes) -> None:
    with pytest.raises(DataError) as caught:
        parse_json(text, "a.json")
    assert "\n" not in str(caught.value) and str(caught.value).startswith("a.json: not valid JSON")


def test_toml_errors_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('ok = 1\nbad = "\n')
    with pytest.raises(DataError, match="line 2"):
        read_toml(path)


def test_a_missing_file_a_folder_and_a_giant_are_told(tmp_path: Path) -> None:
    for path, limit in ((tmp_path / "none", 10), (tmp_path, 10)):
        with pytest.raises(DataError):
            read_bytes(path, limit=limit)
    (tmp_path / "big").write_bytes(b"0" * 11)
    with pytest.raises(DataError, match="larger"):
        read_bytes(tmp_path / "big", limit=10)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    with pytest.raises(RuntimeError), whole_file(path) as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="cannot be written"):
        write_whole(tmp_path / "file" / "a.txt", b"new")


def test_json_is_stable_and_keeps_chinese() -> None:
    assert to_json({"b": "柜", "a": 0.1}) == '{\n  "b": "柜",\n  "a": 0.1\n}\n'.encode()


def test_json_that_is_no_utf8_says_so_without_the_words_of_a_codec() -> None:
    for data in ("柜".encode("gbk"), "{}".encode("utf-16"), b"\xef\xbb\xbf{}"):
        with pytest.raises(
            DataError, match=r"^a\.json: not valid JSON: (not UTF-8|begins with a byte order mark)"
        ) as caught:
            parse_json(data, "a.json")
        assert "codec" not in str(caught.value)


def test_half_a_letter_is_refused_since_no_file_can_hold_it() -> None:
    with pytest.raises(DataError, match="half a letter"):
        parse_json(b'{"name": "\\ud800"}', "a.json")
    assert parse_json(rb'{"name": "\ud83d\ude80"}', "a.json") == {"name": "\U0001f680"}


def test_toml_saved_by_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfwidth = 600\n")
    assert read_toml(tmp_path / "a.toml") == {"width": 600}


@pytest.mark.skipif(os.name == "nt", reason="has no such files")
def test_a_pipe_or_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link"):
        with pytest.raises(DataError, match="not a file"):
            write_whole(tmp_path / name, b"x")
        with pytest.raises(DataError, match="not a file"):
            check_writable(tmp_path / name)
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "link").is_symlink()


def test_a_folder_in_the_way_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder"):
        check_writable(tmp_path)
    check_writable(tmp_path, folder=True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "home.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("far/home.json")
    write_whole(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink() and (tmp_path / "far" / "home.json").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / "ring").symlink_to("ring")
    with pytest.raises(DataError, match="ring"):
        write_whole(tmp_path / "ring", b"x")


@pytest.mark.skipif(os.name == "nt", reason="has no such rights")
def test_a_file_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "private.json"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_asking_whether_a_place_can_be_written_makes_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b" / "home.zip")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="cannot be written"):
        check_writable(tmp_path / "file" / "a" / "home.zip")


def test_a_long_name_is_written_like_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / ("柜" * 80 + ".json")  # 245 bytes of the 255 that a name may have
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"
