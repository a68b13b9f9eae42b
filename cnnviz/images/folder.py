"""A folder or a ZIP file full of pictures as a data set.

Names decide what is taken for a picture, contents whether it is one. Nothing is unpacked: a ZIP file's
members are read in memory, one at a time, so the paths in it lead nowhere.
"""

import io
import os
import stat
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from cnnviz.images.decode import MAX_BYTES, check_length, decode_image
from cnnviz.images.errors import ImageError
from cnnviz.images.load import read_image
from cnnviz.images.picture_set import PictureSet, Skipped

SUFFIXES = (".bmp", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".webp")

# torchvision's names of the unpacked archive, largest pictures first.
_IMAGENETTE = ("imagenette2", "imagenette2-320", "imagenette2-160")

# bzip2 and LZMA pack tighter than any picture needs, and LZMA lets the file say how much memory it takes.
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


def image_folder(path: str | Path) -> PictureSet:
    """All pictures under a folder, at any depth, or in a ZIP file, in the order of their names.

    Files are taken by their suffix (`SUFFIXES`) and decoded only when they are asked for. Hidden files and
    links are left out, so is everything else; `others` names them.

    Raises:
        ImageError: there is no such folder or ZIP file, or no picture in it.
    """
    place = Path(path)
    try:
        mode = place.stat().st_mode
    except (OSError, ValueError) as error:
        raise ImageError(
            f"There is no folder or ZIP file “{_printable(str(path))}”. Check its name and who may read it."
        ) from error
    if stat.S_ISDIR(mode):
        return _with_pictures(_Folder(place))
    if stat.S_ISREG(mode):
        return _with_pictures(_Zip(place, place.name))
    raise ImageError(f"“{_printable(str(path))}” is neither a folder nor a ZIP file.")


def _with_pictures(found: PictureSet) -> PictureSet:
    if not len(found):
        raise ImageError(
            f"“{found.title}” holds no picture: none of its {len(found.others):,} other files ends in "
            f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}."
        )
    return found


def image_zip(data: bytes, name: str) -> PictureSet:
    """The pictures in a ZIP file that was uploaded: its bytes, and what the learner calls it.

    Raises:
        ImageError: it is no ZIP file, or holds no picture.
    """
    return _with_pictures(_Zip(io.BytesIO(data), name))


def imagenette(root: str | Path, split: str = "val") -> PictureSet:
    """Imagenette as `torchvision.datasets.Imagenette(root, split)` lays it out: root/imagenette2*/split/wnid/*.JPEG.

    Of several sizes the largest is taken. `root` may also be the folder imagenette2* itself.

    Raises:
        ImageError: there is no such folder.
    """
    if split not in {"train", "val"}:
        raise ImageError(f"Imagenette has no part called “{_printable(split)}”. It has: train, val.")
    for folder in (Path(root), *(Path(root, name) for name in _IMAGENETTE)):
        if (folder / split).is_dir():
            return image_folder(folder / split)
    raise ImageError(
        f"There is no Imagenette in “{_printable(str(root))}”: expected {_IMAGENETTE[0]}/{split} in it, as "
        "torchvision.datasets.Imagenette(root, download=True) leaves it."
    )


@dataclass(frozen=True)
class _File:
    name: str  # below the folder, with "/"
    stamp: str


class _Folder(PictureSet):
    """Regular files under a folder."""

    def __init__(self, root: Path) -> None:
        others: list[Skipped] = []
        files = sorted(_walk(root, others), key=lambda file: file.name)
        self._root, self._files = root, tuple(file.name for file in files)
        title = _printable(root.name or root.resolve().name or str(root))
        super().__init__(title, map(_printable, self._files), (file.stamp for file in files), others)

    def _load(self, index: int, least: int | None) -> Image.Image:
        return read_image(self._root / self._files[index], least)


class _Zip(PictureSet):
    """Members of a ZIP file, which stays open as long as this does."""

    def __init__(self, file: Path | io.BytesIO, name: str) -> None:
        title = _printable(name)
        try:
            self._zip = zipfile.ZipFile(file)
        except _ZIP_ERRORS as error:
            raise ImageError(
                f"The file “{title}” cannot be opened as a ZIP archive: it is another kind of file, damaged or cut "
                "off. Unpack it and give the folder, or pack it anew as ZIP."
            ) from error
        # A ZIP file has one position; what is read there is small, decoding goes on outside of the lock.
        self._lock = threading.Lock()
        others: list[Skipped] = []
        members = [info for info in self._zip.infolist() if not info.is_dir()]
        kept = [info for info in members if _is_picture(info.filename, others)]
        self._members = tuple(sorted(kept, key=lambda info: (info.filename, info.header_offset)))
        names = [info.filename for info in self._members]
        stamps = (f"{info.filename} {info.file_size} {info.CRC}" for info in self._members)
        super().__init__(title, map(_printable, names), stamps, others)

    def _load(self, index: int, least: int | None) -> Image.Image:
        return decode_image(self._read(index), self.names[index], least)

    def _read(self, index: int) -> bytes:
        """The bytes of a member, at most as many as it may have, whatever its header claims."""
        info, what = self._members[index], f"The file “{self.names[index]}”"
        if info.flag_bits & _ENCRYPTED:
            raise ImageError(f"{what} is locked with a password. Pack the pictures without one.")
        if info.compress_type not in _PACKINGS:
            raise ImageError(
                f"{what} is packed in an unusual way. Pack the pictures anew as a plain ZIP file."
            )
        check_length(info.file_size, what)
        try:
            with self._lock, self._zip.open(info) as member:
                data = member.read(MAX_BYTES + 1)
        except _ZIP_ERRORS as error:
            raise ImageError(f"{what} cannot be unpacked: the ZIP file is damaged there.") from error
        check_length(len(data), what)
        return data


def _walk(root: Path, others: list[Skipped]) -> Iterator[_File]:
    """The pictures below `root`, in no order; what is none goes to `others`."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(root / below) as entries:
                for entry in entries:
                    name = below + entry.name
                    if entry.is_symlink():
                        others.append(Skipped(_printable(name), "a link; it is not followed"))
                    elif entry.is_dir():
                        waiting.append(f"{name}/")
                    elif not entry.is_file():
                        others.append(Skipped(_printable(name), "not a regular file"))
                    elif _is_picture(name, others):
                        info = entry.stat()
                        yield _File(name, f"{name} {info.st_size} {info.st_mtime_ns}")
        except OSError as error:
            others.append(Skipped(_printable(below or str(root)), f"cannot be opened: {error.strerror}"))


def _is_picture(name: str, others: list[Skipped]) -> bool:
    """Whether a file of this name is taken for a picture; if not, it goes to `others`."""
    parts = name.replace("\\", "/").split("/")
    # Where a Mac packs a folder it adds a hidden shadow of each file: __MACOSX/._photo.jpg.
    if parts[-1].startswith(".") or "__MACOSX" in parts:
        others.append(Skipped(_printable(name), "a hidden file"))
        return False
    if not parts[-1].lower().endswith(SUFFIXES):
        others.append(Skipped(_printable(name), "not named like a picture"))
        return False
    return True


def _printable(name: str) -> str:
    return name if name.isprintable() else "".join(c if c.isprintable() else "?" for c in name)
