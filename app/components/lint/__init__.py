"""Checks a library's data as pattern makers wrote it: text, formulas, names, builds at the limits and at random points within, samples.

finding.py says what is found, written.py reads the text of a family, points.py and trial.py build it, hosts.py has openings for inserts,
reading.py knows what nothing reads, run.py does it all, on as many cores as there are.
"""

from app.components.lint.finding import LintFinding
from app.components.lint.run import lint

__all__ = ["LintFinding", "lint"]
