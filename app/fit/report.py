"""Findings as the plain document that `check --json` and the order package promise; keys are added, never renamed."""

from __future__ import annotations

from typing import Any

from app.fit.finding import Finding
from app.words import LANGUAGES, say


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding as `check --json` promises it."""
    return {
        "level": finding.level,
        "rule": finding.rule,
        "units": list(finding.units),
        "message": {tongue: say(finding.message, tongue) for tongue in LANGUAGES},
        "measured": finding.measured,
        "required": finding.required,
        "at": list(finding.at),
        "by_survey": finding.by_survey,
        "fixes": [{tongue: say(fix.message, tongue) for tongue in LANGUAGES} for fix in finding.fixes],
    }


def findings_document(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return all findings with their counts."""
    levels = [str(finding.level) for finding in findings]
    counts = {f"{level}s": levels.count(level) for level in ("error", "warning", "info")}
    return {**counts, "findings": [finding_document(finding) for finding in findings]}
