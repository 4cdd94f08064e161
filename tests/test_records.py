"""Reading within limits, refusing wild numbers by name, and writing whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.records import DataError, convert, parse_json, read_bytes, read_toml, to_json, whole_file, write_whole


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
