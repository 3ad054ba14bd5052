"""Where a book may live: on a fixed disk of this PC, and nowhere else.

SQLite's own page names network drives, sticks and folders that another program synchronises as
the ways to lose a database (reliability.md 2.2); COOP_LEDGER_ANY_DISK=1 lets an expert try.
"""

import os
import sys
from pathlib import Path, PureWindowsPath

from coop_ledger.book.errors import BookRefused
from coop_ledger.i18n import N_

ANY_DISK_VARIABLE = "COOP_LEDGER_ANY_DISK"

_NETWORK_KINDS = frozenset(
    [
        "afs",
        "cifs",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    ]
)
_STICK_KINDS = frozenset(["exfat", "msdos", "vfat"])
_SHARING_FOLDERS = frozenset(["dropbox", "google drive", "googledrive", "my drive", "syncthing"])
_NAME_MAX = 240
"""Bytes; file systems hold 255, and the log and the unfinished copy need an ending."""
_SHARING_MARKS = (".dropbox", ".dropbox.cache", ".stfolder")


def check(path: Path) -> None:
    """Refuses a file that is missing, empty, not to be written, or in a place that loses data."""
    if not path.exists():
        raise _refused(
            path, N_("There is no book at {value}. Choose another file, or make a new book.")
        )
    if not path.is_file():
        raise _refused(path, N_("{value} is a folder, not a book. Choose a file in it."))
    if path.stat().st_size == 0:
        raise _refused(path, N_("The file {value} is empty. Restore the book from a backup."))
    if path.stat().st_nlink > 1:
        raise _refused(
            path,
            N_("The book {value} has a second name on this disk. Make a copy and open the copy."),
        )
    if not os.access(path, os.W_OK):
        raise _refused(
            path,
            N_("The book {value} may only be read. Allow this user to write it, or copy it."),
        )
    check_folder(path.parent)


def check_name(path: Path) -> None:
    """Refuses a name that some PC could not hold, so that every book can move to every PC."""
    if PureWindowsPath(path.name).is_reserved() or path.name != path.name.rstrip(". "):
        raise _refused(path, N_("Windows keeps the name {value} for itself. Choose another name."))
    if len(path.name.encode()) > _NAME_MAX:
        raise _refused(path, N_("The name {value} is too long. Choose a shorter one."))


def check_folder(folder: Path) -> None:
    """Refuses a folder that is missing, not to be written, or in a place that loses data."""
    if not folder.is_dir():
        raise _refused(folder, N_("There is no folder {value}. Make it first, or choose another."))
    if not os.access(folder, os.W_OK):
        raise _refused(
            folder, N_("Nothing may be written in {value}. Choose a folder of your own.")
        )
    if os.environ.get(ANY_DISK_VARIABLE):
        return
    if _is_on_network(folder):
        raise _refused(
            folder,
            N_("{value} is on a network drive, where books get lost. Use a disk of this PC."),
        )
    if _is_removable(folder):
        raise _refused(
            folder,
            N_(
                "{value} is on a stick or a card that can be pulled out. Keep the book on a disk "
                "of this PC, and only its backups on the stick."
            ),
        )
    if _is_shared(folder):
        raise _refused(
            folder,
            N_(
                "Another program copies {value} to the internet while the book is open, and can "
                "destroy it. Keep the book in a folder that is not synchronised."
            ),
        )


def put(finished: Path, path: Path) -> None:
    """Gives a finished file its name in one step that a power cut cannot halve.

    The file is on the disk before its name is: no SQLite has either file open.
    """
    _sync(finished, os.O_RDWR)
    finished.replace(path)
    if sys.platform != "win32":
        _sync(path.parent, os.O_RDONLY)


def remove(path: Path) -> None:
    """Removes what an interrupted deed has left under a name that is only the program's."""
    for leftover in (path, *leftovers(path)):
        leftover.unlink(missing_ok=True)


def unfinished(path: Path) -> Path:
    """The name a file has until it is whole; what an interrupted deed left there is removed."""
    place = path.with_name(f"{path.name}.new")
    remove(place)
    return place


def leftovers(path: Path) -> list[Path]:
    """The logs and journals beside a database file that was not closed."""
    beside = (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
    return [place for place in beside if place.exists()]


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(path: Path, sentence: str) -> BookRefused:
    return BookRefused(sentence, field="book", value=path)


def _is_shared(folder: Path) -> bool:
    names = {part.casefold() for part in folder.parts}
    if names & _SHARING_FOLDERS or any(name.startswith("onedrive") for name in names):
        return True
    return any(
        (place / mark).exists() for place in _with_parents(folder) for mark in _SHARING_MARKS
    )


def _with_parents(folder: Path) -> list[Path]:
    """The folder and those above it, but not the root, where nobody synchronises."""
    return [folder, *list(folder.parents)[:-1]]


if sys.platform == "win32":
    import ctypes

    _REMOVABLE, _REMOTE, _OPTICAL = 2, 4, 5

    def _drive_type(folder: Path) -> int:
        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.anchor}"))

    def _is_on_network(folder: Path) -> bool:
        return _drive_type(folder) == _REMOTE or folder.anchor.startswith("\\\\")

    def _is_removable(folder: Path) -> bool:
        return _drive_type(folder) in {_REMOVABLE, _OPTICAL}

else:

    def _is_on_network(folder: Path) -> bool:
        return _file_system(folder) in _NETWORK_KINDS

    def _is_removable(folder: Path) -> bool:
        return _file_system(folder) in _STICK_KINDS or _says_removable(folder)

    def _says_removable(folder: Path) -> bool:
        """What Linux knows of the disk, or of the whole disk when this is one of its parts."""
        device = folder.stat().st_dev
        block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
        for candidate in (block / "removable", block.parent / "removable"):
            if candidate.is_file():
                return candidate.read_text(encoding="ascii").strip() == "1"
        return False

    def _file_system(folder: Path) -> str:
        """The kind of file system the folder is on, "" where the system does not say."""
        mounts = Path("/proc/self/mountinfo")
        if not mounts.is_file():
            return ""
        longest, kind = -1, ""
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            place, _, rest = line.partition(" - ")
            point = Path(place.split()[4].replace("\\040", " "))
            if folder.is_relative_to(point) and len(point.parts) >= longest:
                longest, kind = len(point.parts), rest.split()[0]
        return kind
