"""The child process of the nesting: one group in on stdin, its sheets out on stdout, both plain JSON; nothing of ours is imported.

Run as a file by app/takeoff/nest_run.py. In: {"board": [l, w], "kinds": [[l, w, turns, copies], ...], "queues": [...], "seconds": s},
whole numbers with the kerf folded in (nesting.md 1, pitfall 1). Out: {"sheets": [[[kind, x, y, l, w], ...], ...]} or {"fault": "..."}.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

STAGES = 3  # rip, cross, recut; two-stage patterns cost 6-7 % (nesting.md 3)


def solve(task: dict[str, Any]) -> dict[str, Any]:
    """Return the sheets of the best complete solution over the queue widths, stopping when the bound is met."""
    best: list[list[list[int]]] = []
    for queue in task["queues"]:
        sheets, bound = _search(task, queue)
        if sheets and (not best or len(sheets) < len(best)):
            best = sheets
        if best and len(best) <= max(bound, _area_bound(task)):
            break
    return {"sheets": best} if best else {"fault": "no complete solution"}


def _search(task: dict[str, Any], queue: int) -> tuple[list[list[list[int]]], int]:
    import packingsolver.rectangleguillotine as ps

    builder = ps.InstanceBuilder()
    builder.set_objective(ps.Objective.BinPacking)  # with leftovers it may end without a complete solution (pitfall 3)
    builder.add_bin_type(*task["board"], copies=sum(kind[3] for kind in task["kinds"]))
    for length, width, turns, copies in task["kinds"]:
        builder.add_item_type(length, width, oriented=not turns, copies=copies)
    builder.set_number_of_stages(STAGES)
    builder.set_cut_type(ps.CutType.NonExact)
    builder.set_first_stage_orientation(ps.CutOrientation.Vertical)
    output = ps.optimize(builder.build(), _parameters(ps, queue, task["seconds"]))
    if not output.solution.full():  # a partial result comes back without an error (pitfall 7)
        return [], output.bin_packing_bound
    return _sheets(output.solution), output.bin_packing_bound


def _parameters(ps: Any, queue: int, seconds: float) -> Any:
    """One thread, one algorithm, a bounded queue: the same answer on every run and machine."""
    parameters = ps.OptimizeParameters()
    parameters.optimization_mode = ps.OptimizationMode.NotAnytimeSequential
    for name in dir(parameters):
        if name.startswith("use_"):
            setattr(parameters, name, name in ("use_sequential_single_knapsack", "use_dual_feasible_functions"))
    parameters.not_anytime_sequential_single_knapsack_subproblem_tree_search_queue_size = queue
    parameters.time_limit = seconds
    parameters.verbosity_level = 0
    parameters.messages_to_stdout = False
    return parameters


def _sheets(solution: Any) -> list[list[list[int]]]:
    sheets = []
    for i in range(solution.number_of_different_bins()):
        one = solution.bin(i)
        pieces = [
            [node.item_type_id, node.l, node.b, node.r - node.l, node.t - node.b]
            for node in one.nodes
            if node.f >= 0 and node.item_type_id >= 0  # the root node, f < 0, shows item 0 (pitfall 2)
        ]
        sheets += [pieces] * one.copies
    return sheets


def _area_bound(task: dict[str, Any]) -> int:
    area: int = sum(length * width * copies for length, width, _, copies in task["kinds"])
    board: int = task["board"][0] * task["board"][1]
    return -(-area // board)


def main() -> None:
    """Answer one task; what a library prints goes to stderr, so that stdout holds the answer only."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    result = solve(json.load(sys.stdin.buffer))
    answer.write(json.dumps(result).encode("ascii"))
    answer.close()


if __name__ == "__main__":
    main()
