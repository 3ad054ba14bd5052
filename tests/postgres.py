"""A throw-away PostgreSQL server: own folder, own socket, nothing heard on the network."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

# It may forget everything when the power fails: the tests of durability are SQLite's.
_FAST = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=64MB -c autovacuum=off"
)
_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 2**30


def find_binaries() -> Path | None:
    """The folder of the newest initdb and pg_ctl, on the PATH or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: int(path.parts[-3]))
    return newest[-1].parent if newest else None


def socket_root() -> str:
    """A folder with a short name: the path of a socket has at most 107 bytes.

    In memory where there is room: each test copies a database of 8 MB, for a second of a disk.
    """
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        return str(_MEMORY)
    return "/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()  # noqa: S108


def _other_user() -> str:
    """Someone without rights, because the server refuses to run as root."""
    import pwd  # Not on Windows, where nobody asks.

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(slots=True)
class Server:
    """One server in one folder, reached through a socket that only its owner and root can open."""

    binaries: Path
    folder: Path
    databases: int = 0

    def start(self) -> None:
        """Makes the cluster and starts the server; raises what it said when it could not."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, _other_user())
        self._run(
            "initdb",
            "--username=ledger",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
            f"--pgdata={self._data}",
        )
        self._run(
            "pg_ctl",
            "start",
            "--wait",
            "--silent",
            f"--pgdata={self._data}",
            f"--log={self.folder / 'log'}",
            "--options",
            f"-c listen_addresses='' -k {self.folder} {_FAST}",
        )

    def stop(self) -> None:
        """Stops the server at once; its folder is nobody's any more."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent", f"--pgdata={self._data}")

    def create_database(self, template: str = "template1") -> str:
        """A new database, empty or like another that nobody has open, by its name."""
        self.databases += 1
        name = f"book{self.databases}"
        with self._connected() as connection:
            # Without it, version 15 writes each page of the copy into its log as well.
            files = connection.info.server_version >= 150000
            how = " STRATEGY FILE_COPY" if files else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{how}".encode())
        return name

    def drop_database(self, name: str) -> None:
        """Removes a database, whoever still has it open."""
        with self._connected() as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def url(self, database: str) -> str:
        """The address of a database, as a book is named on the command line."""
        return f"postgresql+psycopg://ledger@/{database}?host={self.folder}"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user="ledger", dbname="postgres", autocommit=True
        )

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            user = _other_user()
            command = [
                "setpriv",
                f"--reuid={user}",
                f"--regid={_group(user)}",
                "--clear-groups",
                *command,
            ]
        done = subprocess.run(
            command,
            cwd=self.folder,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            log = self.folder / "log"
            said = log.read_text(encoding="utf-8") if log.exists() else ""
            raise RuntimeError(f"{program}: {done.stdout}{said}")


def _group(user: str) -> int:
    import pwd  # Not on Windows, where nobody asks.

    return pwd.getpwnam(user).pw_gid
