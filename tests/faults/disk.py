"""The disk of `disk.c`: how it is built, and what a power cut could have left of it."""

import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")
SECTOR = 512
_HEADER = struct.Struct("=cIQI")


def build(folder: Path) -> Path | None:
    """The library to load before the C library; None where it cannot be built."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    library = folder / "disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


@dataclass(frozen=True)
class Operation:
    """W write, T cut to `offset`, S sync, U removal, A a line that was said."""

    kind: str
    name: str
    offset: int
    data: bytes


def operations(log: Path) -> Iterator[Operation]:
    """What the log holds, in its order; a record that the kill cut short is left out."""
    content = log.read_bytes()
    place = 0
    while place + _HEADER.size <= len(content):
        kind, name_length, offset, length = _HEADER.unpack_from(content, place)
        place += _HEADER.size
        name = content[place : place + name_length].decode()
        place += name_length
        size = length if kind in b"WA" else 0
        if place + size > len(content):
            return
        yield Operation(kind.decode(), name, offset, content[place : place + size])
        place += size


@dataclass
class Disk:
    """What is surely on the disk, and what was written since the last sync of each file."""

    durable: dict[str, bytes]
    pending: dict[str, list[Operation]] = field(default_factory=dict)

    def apply(self, operation: Operation) -> None:
        pending = self.pending.setdefault(operation.name, [])
        if operation.kind == "S":
            self.durable[operation.name] = _content(self.durable.get(operation.name), pending)
            pending.clear()
        else:
            pending.append(operation)

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """The files after a power cut now: of what was not synced, some writes, some torn."""
        model = chance.choice(["none", "all", "some", "torn"])
        names = self.durable.keys() | self.pending.keys()
        return {
            name: _content(
                self.durable.get(name), _survivors(self.pending.get(name, []), model, chance)
            )
            for name in names
        }


def _survivors(pending: list[Operation], model: str, chance: random.Random) -> list[Operation]:
    match model:
        case "none":
            return []
        case "all":
            return pending
        case "some":
            return [operation for operation in pending if chance.random() < 0.5]
        case _:
            return [part for operation in pending for part in _torn(operation, chance)]


def _torn(operation: Operation, chance: random.Random) -> list[Operation]:
    if operation.kind != "W":
        return [operation] if chance.random() < 0.5 else []
    starts = range(0, len(operation.data), SECTOR)
    sectors = [
        Operation(
            "W", operation.name, operation.offset + start, operation.data[start : start + SECTOR]
        )
        for start in starts
    ]
    return [sector for sector in sectors if chance.random() < 0.5]


def _content(durable: bytes | None, pending: list[Operation]) -> bytes:
    content = bytearray(durable or b"")
    for operation in pending:
        match operation.kind:
            case "W":
                end = operation.offset + len(operation.data)
                content.extend(bytes(max(0, end - len(content))))
                content[operation.offset : end] = operation.data
            case "T":
                del content[operation.offset :]
                content.extend(bytes(operation.offset - len(content)))
            case "U":
                content.clear()
    return bytes(content)
