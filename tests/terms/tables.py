"""The tables of domain.md 1 as rows of cells, and what a row's cells say: phrases, canonical ids, numbers."""

from __future__ import annotations

import re
from pathlib import Path


def table(domain: Path, heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading like "1.5", without its head."""
    text = domain.read_text(encoding="utf-8")
    section = text.split(f"### {heading} ", 1)[1].split("\n### ", 1)[0].split("\n---", 1)[0]
    rows = [re.split(r"\|", line.strip().strip("|")) for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip(" |") for cell in row] for row in rows[2:]]


def phrases(cell: str) -> list[str]:
    """Return what customers say in a cell: the Chinese ways divided by 、, the English ones by commas."""
    chinese, *english = cell.split(" / ")
    found = re.split("、", chinese)
    for part in english:
        found += part.split(", ") if part.isascii() else re.split("、", part)
    return [one.strip() for one in found if one.strip()]


def numbers(cell: str) -> set[float]:
    """Return the numbers of a cell, but those of its references to other sections and sources."""
    plain = re.sub(r"`[^`]*`|\(GB[^)]*\)|\b\d\.\d\b(?=$|\))|\b[27]\.\d\b|^8$", " ", cell)
    return {float(one) for one in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", plain)}
