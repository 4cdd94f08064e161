"""The language of what Qt itself says: its file dialog, its field menus. The sentences are Qt's own, shipped with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALES = {"zh": "zh_CN", "en": "en_US"}
_spoken: list[QTranslator] = []


def speak(application: QCoreApplication, language: str) -> None:
    """Have Qt speak "zh" or "en" from now on; where a Qt comes without its translations it stays English."""
    for translator in _spoken:
        application.removeTranslator(translator)
    _spoken.clear()
    QLocale.setDefault(QLocale(LOCALES[language]))
    translator = QTranslator()
    if translator.load(f"qtbase_{LOCALES[language]}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
        _spoken.append(translator)
