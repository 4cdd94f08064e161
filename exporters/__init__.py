"""The exporters: a resolved job in, files out. Nothing here evaluates a parameter or knows a family."""

from __future__ import annotations

from collections.abc import Iterable

from .bundle import Bundle, Exporter, File


def _panels(bundle: Bundle) -> Iterable[File]:
    from .panel_dxf import write_panels  # ezdxf loads only when a drawing is written

    return write_panels(bundle)


def _sheets(bundle: Bundle) -> Iterable[File]:
    from .sheet_dxf import write_sheets

    return write_sheets(bundle)


def _cut_list(bundle: Bundle) -> Iterable[File]:
    from .bom_csv import write_cut_list

    return write_cut_list(bundle)


def _bom_csv(bundle: Bundle) -> Iterable[File]:
    from .bom_csv import write_bom

    return write_bom(bundle)


def _bom_xlsx(bundle: Bundle) -> Iterable[File]:
    from .bom_xlsx import write_workbook

    return write_workbook(bundle)


def _design_json(bundle: Bundle) -> Iterable[File]:
    from .documents import write_design_json

    return write_design_json(bundle)


def _findings(bundle: Bundle) -> Iterable[File]:
    from .documents import write_findings

    return write_findings(bundle)


def _pictures(bundle: Bundle) -> Iterable[File]:
    from .documents import write_pictures

    return write_pictures(bundle)


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("design_json", _design_json),
    Exporter("findings", _findings),
    Exporter("cut_list", _cut_list),
    Exporter("bom_csv", _bom_csv),
    Exporter("bom_xlsx", _bom_xlsx),
    Exporter("panel_dxf", _panels),
    Exporter("sheet_dxf", _sheets),
    Exporter("pictures", _pictures),
)
