"""Pictures from outside as Qt images: PNG, JPEG, BMP and the like within limits of bytes and pixels, and pages of a PDF that were rendered.

Whatever is wrong with a file is one PlanError; nothing larger than LONGEST is kept, because more pixels do not trace any better.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.plans.from_picture import Bitmap
from app.plans.plan import PlanError

LIMIT = 128 * 1024 * 1024  # bytes of a file
MEGABYTES = 512  # of one decoded picture
MOST = 120_000_000  # pixels of a file
LONGEST = 6000  # pixels of the long side as kept
FORMATS = (b"png", b"jpeg", b"bmp", b"gif", b"webp")


def is_pdf(path: Path) -> bool:
    """Return whether a file begins as a PDF does."""
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            return False
        with path.open("rb") as stream:
            return b"%PDF" in stream.read(1024)
    except OSError:
        return False  # reading it will say why


def read_image(path: Path, as_it_is: bool = False) -> QImage:
    """Return the picture of a file, turned as its camera held it, its long side LONGEST at most; PlanError when it cannot be.

    One that is wanted `as_it_is`, because its pixels have been measured, is refused rather than made smaller.
    """
    try:
        size = path.stat().st_size
    except OSError as problem:
        raise PlanError(path, "", problem.strerror or str(problem)) from problem
    if path.is_dir():
        raise PlanError(path, "", "is a folder, not a file")
    if not path.is_file():
        raise PlanError(path, "", "is a pipe or a device, not a file")
    if not 0 < size <= LIMIT:
        raise PlanError(path, "", "is empty" if size == 0 else f"larger than {LIMIT // 1024**2} MiB")
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or reader.format().data() not in FORMATS:
        raise PlanError(path, "", "is no picture that can be read; PNG, JPEG, BMP, WebP and PDF can")
    return _decoded(reader, path, as_it_is)


def _decoded(reader: QImageReader, path: Path, as_it_is: bool) -> QImage:
    found = reader.size()
    if found.isValid() and found.width() * found.height() > MOST:
        raise PlanError(path, "", f"has {found.width()} x {found.height()} pixels; {MOST // 10**6} million can be read")
    if found.isValid() and max(found.width(), found.height()) > LONGEST:
        if as_it_is:
            raise PlanError(
                path, "", f"has {found.width()} x {found.height()} pixels; its long side may have {LONGEST}"
            )
        reader.setScaledSize(found.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(MEGABYTES)
    try:
        image = reader.read()
    finally:
        QImageReader.setAllocationLimit(before)
    if image.isNull():
        raise PlanError(path, "", f"is a broken picture: {reader.errorString().lower()}")
    return _kept(image)


def _kept(image: QImage) -> QImage:
    if max(image.width(), image.height()) > LONGEST:
        mode = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio, mode)
    flat = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.convertToFormat(flat)


def image_of(bitmap: Bitmap) -> QImage:
    """Return a rendered page as an image."""
    wrapped = QImage(bitmap.data, bitmap.width, bitmap.height, bitmap.width * 3, QImage.Format.Format_RGB888)
    return wrapped.convertToFormat(QImage.Format.Format_RGB32)


def png_of(image: QImage) -> bytes:
    """Return an image as the bytes of a PNG; PlanError when there is no memory for it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise PlanError("", "", "the picture cannot be kept")
    return bytes(data.data())
