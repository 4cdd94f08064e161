"""Asks for a file to open or to write: the desktop's own dialog, or Qt's where there is none, in the language of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.session import Session


def ask_for_file(
    parent: QWidget, session: Session, title: str, start: Path, kind: str, saving: bool = False
) -> Path | None:
    """Return the file chosen, None for none. `title` is a message key, `kind` the words and patterns of the files asked for.

    `start` is a folder, or a file whose name is offered. A name typed without an ending gets the first one of `kind`.
    """
    say = session.say
    dialog = QFileDialog(parent, say(title), str(start if start.is_dir() else start.parent), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave if saving else QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile if saving else QFileDialog.FileMode.ExistingFile)
    for part, key in (
        (QFileDialog.DialogLabel.LookIn, "ui.files.look_in"),
        (QFileDialog.DialogLabel.FileName, "ui.files.name"),
        (QFileDialog.DialogLabel.FileType, "ui.files.type"),
    ):
        dialog.setLabelText(part, say(key))  # Qt's own translations leave these out
    if saving:
        dialog.setDefaultSuffix(_suffix(kind))
        dialog.filterSelected.connect(lambda one: _take_suffix(dialog, _suffix(one)))
        dialog.selectFile(start.name)
    accepted, chosen = dialog.exec(), dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if accepted and chosen else None


def _suffix(kind: str) -> str:
    """Return the first ending of the first kind of files, without its dot."""
    return kind.partition("(*.")[2].partition(")")[0].split()[0]


def _take_suffix(dialog: QFileDialog, suffix: str) -> None:
    """Let the name that is offered end as the kind of files that was chosen."""
    dialog.setDefaultSuffix(suffix)
    chosen = dialog.selectedFiles()
    if chosen and chosen[0]:
        dialog.selectFile(Path(chosen[0]).with_suffix(f".{suffix}").name)
