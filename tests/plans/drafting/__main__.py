"""Print how drawings of all manners are read: `python -m tests.plans.drafting [manner ...] [--all N] [--faults]`."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from .manners import MANNERS
from .runs import COLUMNS, row, run, sample

arguments = argparse.ArgumentParser(prog="python -m tests.plans.drafting")
arguments.add_argument("manners", nargs="*", help="names of manners; all when none is given")
arguments.add_argument("--types", type=int, default=44, help="how many house types are drawn in each")
arguments.add_argument("--faults", action="store_true", help="print what is wrong, most frequent first")
given = arguments.parse_args()
print("| " + " | ".join(("manner", *COLUMNS["en"])) + " |")
with tempfile.TemporaryDirectory() as folder:
    for name in given.manners or MANNERS:
        scores = run(name, sample(given.types), Path(folder))
        print("| " + " | ".join((name, *row(list(scores.values())))) + " |", flush=True)
        if given.faults:
            words: Counter[tuple[bool, str, str]] = Counter()
            where: dict[tuple[bool, str, str], str] = {}
            for plan_id, score in scores.items():
                for fault in score.faults:
                    key = (fault in score.silent, *fault)
                    words[key] += 1
                    where.setdefault(key, plan_id)
            for key, count in words.most_common(40):
                print(f"   {count:3} {'SILENT ' if key[0] else ''}{key[1]}: {key[2]}   [{where[key]}]")
