"""The document of `panels --json` (design/cli.md): what one component is made of, in words other programs can keep to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from app.components.materials import Board
from app.components.parts import Component, Cutout, Fitting, Groove, Panel, Pocket
from app.components.sides import net_mm2, sides

HOLE_KINDS = ("cam15", "bolt8e", "dow8e", "nut10", "dow8f", "pin5", "plate5", "cup35", "pil3", "slide3", "thru5")


class Boards(Protocol):
    """What the weights need of a catalog."""

    @property
    def boards(self) -> Mapping[str, Board]:
        """Boards by id."""
        ...


def panels_json(component: Component, catalog: Boards, language: str = "") -> dict[str, Any]:
    """Return the document: equal panels are one entry with `qty`; lengths mm, areas m2, bands m, weight kg.

    `edges` are the outer edges; a panel that is no rectangle has the band of each side of its outline in `bands`.
    `language` "zh" or "en" writes names as plain texts; "" writes both.
    """
    grouped: dict[Any, list[Panel]] = {}
    for panel in component.panels:
        grouped.setdefault(_alike(panel), []).append(panel)
    return {
        "sample": component.sample,
        "family": component.family,
        "code": component.code,
        "name": _name(component.name, language),
        "values": dict(component.values),
        "finish": dict(component.finish),
        "panels": [_panel(alike[0], len(alike), language) for alike in grouped.values()],
        "fittings": [_fitting(fitting, language) for fitting in component.fittings],
        "totals": totals(component, catalog.boards),
    }


def totals(component: Component, boards: Mapping[str, Board]) -> dict[str, Any]:
    """Return counts by hole kind with grooves, pockets and cut-outs, net area (m2) by board, band (m) by thickness, weight (kg).

    Area and bands are those of the true outline: notches and cut-outs taken off, a notch's edges in the notch's band (domain.md 9.7).
    """
    features: Counter[str] = Counter({kind: 0 for kind in HOLE_KINDS})
    area: dict[str, float] = {}
    band: dict[str, Decimal] = {}
    weight = 0.0
    for panel in component.panels:
        features.update(hole.kind for hole in panel.holes)
        features["groove"] += len(panel.grooves)
        for kind, milled in (("pocket", panel.pockets), ("cutout", panel.cutouts)):
            if milled:
                features[kind] += len(milled)
        own = float(net_mm2(panel)) * 1e-6
        area[panel.board] = area.get(panel.board, 0.0) + own
        weight += own * panel.thickness * 1e-3 * boards[panel.board].density
        for side in sides(panel):
            if side.band.thickness:
                key = f"{side.band.thickness:.1f}"
                band[key] = band.get(key, Decimal(0)) + side.length
    return {
        "panels": len(component.panels),
        "features": dict(features),
        "area_m2": {key: round(value, 6) for key, value in area.items()},
        "band_m": {key: round(float(value) * 1e-3, 3) for key, value in sorted(band.items(), reverse=True)},
        "weight_kg": round(weight, 2),
    }


def _alike(panel: Panel) -> Any:
    """Panels are one entry when nothing but their place and id differs."""
    made = (panel.role, panel.name, panel.board, panel.decor, panel.grain, panel.length, panel.width, panel.outline)
    milled = (frozenset(panel.holes), frozenset(panel.grooves), frozenset(panel.pockets), frozenset(panel.cutouts))
    return (*made, panel.edges, panel.bands, *milled, panel.match)


def _name(name: Any, language: str) -> Any:
    return name(language) if language else {"zh": name.zh, "en": name.en}


def _panel(panel: Panel, qty: int, language: str) -> dict[str, Any]:
    edges = panel.edges
    return {
        "id": panel.id,
        "role": panel.role,
        "name": _name(panel.name, language),
        "board": panel.board,
        "decor": panel.decor,
        "qty": qty,
        "length": panel.length,
        "width": panel.width,
        "thickness": panel.thickness,
        "cut_length": panel.cut_length,
        "cut_width": panel.cut_width,
        "grain": panel.grain,
        "edges": {key: getattr(edges, key).thickness for key in ("L1", "L2", "W1", "W2")},
        "outline": [list(point) for point in panel.outline],
        "bands": [band.thickness for band in panel.bands],
        "holes": [
            {"face": h.face, "x": h.x, "y": h.y, "z": h.z, "diameter": h.diameter, "depth": h.depth, "kind": h.kind}
            for h in panel.holes
        ],
        "grooves": [_groove(groove) for groove in panel.grooves],
        "pockets": [{**_milled(one), "face": one.face, "depth": one.depth} for one in panel.pockets],
        "cutouts": [_milled(one) for one in panel.cutouts],
        "match": panel.match,
    }


def _fitting(fitting: Fitting, language: str) -> dict[str, Any]:
    """A bought thing; `size` is [] for an article of one size, [length] or [height, width] for what is ordered to measure."""
    name = _name(fitting.name, language)
    return {"article": fitting.article, "name": name, "qty": fitting.qty, "size": list(fitting.size)}


def _milled(one: Pocket | Cutout) -> dict[str, Any]:
    return {"kind": one.kind, "low": list(one.low), "high": list(one.high), "radius": one.radius}


def _groove(groove: Groove) -> dict[str, Any]:
    return {
        "kind": groove.kind,
        "face": groove.face,
        "start": list(groove.start),
        "end": list(groove.end),
        "width": groove.width,
        "depth": groove.depth,
    }
