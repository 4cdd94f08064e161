"""The numbers a survey is judged by, from resources/survey.toml: tolerances of the site, fillers, gaps. Lengths mm, angles degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.plans.plan import PlanError
from app.records import convert, read_toml

FILE = Path(__file__).resolve().parents[3] / "resources" / "survey.toml"


@dataclass(frozen=True, slots=True)
class NicheRules:
    """How a cabinet between two walls is made narrower, and how the rest is closed (domain.md 7.5)."""

    cabinet: float
    filler: float
    filler_least: float
    filler_most: float
    oversize: float
    glued: float


@dataclass(frozen=True, slots=True)
class CeilingRules:
    """How far a tall cabinet stays below the ceiling (domain.md 7.5, 7.6)."""

    gap_least: float
    gap_most: float
    filler_least: float
    filler_most: float
    tilt: float


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """What a site may be off by, and what is told."""

    tolerance: float
    reading: float
    doubtful: float
    square: float
    slope: float
    niche: NicheRules
    ceiling: CeilingRules


@cache
def survey_rules() -> SurveyRules:
    """Return the rules, read once; PlanError when the file is broken."""
    return convert(read_toml(FILE, PlanError), SurveyRules, FILE, PlanError)
