"""The catalogues of translated texts: taken from the code, brought up to date, compiled.

    python translations/catalogues.py update     messages.pot and every messages.po, then compile
    python translations/catalogues.py compile    every messages.mo that is older than its .po

The texts in the code are English, so English has no catalogue. A text whose English changed is a
new text: nothing is guessed from a similar one, and what is no longer used is dropped.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = ("coop_ledger", "ui")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def extract() -> Catalog:
    """Every text marked in the code, with the files that say it."""
    template = Catalog(project="Coop Ledger", charset="utf-8")
    for source in SOURCES:
        found = extract_from_dir(ROOT / source, [("**.py", "python")], keywords=KEYWORDS)
        for file, _line, text, _comments, context in found:
            place = ((Path(source) / file).as_posix(), 0)
            template.add(text, locations=[place], context=context, flags=())
    for message in template:
        message.flags.discard("python-format")  # Babel takes "5 %" for a format
        message.locations = sorted(set(message.locations))
    return template


def catalogues() -> list[Path]:
    """The files of the languages that are translated."""
    return sorted(HERE.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """One language's catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalogue: Catalog) -> None:
    """Writes a catalogue in a stable order and without line numbers, so that changes read well."""
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            sort_output=True,
            include_lineno=False,
            ignore_obsolete=True,
            omit_header=path.suffix == ".pot",
        )


def update() -> None:
    """Brings the template and every language up to date with the code."""
    template = extract()
    write(HERE / "messages.pot", template)
    for path in catalogues():
        catalogue = read(path)
        changed_on = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.creation_date = changed_on
        write(path, catalogue)
        missing = [message for message in catalogue if message.id and not is_translated(message)]
        print(f"{path.parts[-3]}: {len(catalogue)} texts, {len(missing)} not translated")


def is_translated(message: Message) -> bool:
    """Whether every form of a text has a translation."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(forms)


def compile_all() -> None:
    """Compiles what changed: reading a .po takes longer than opening the window."""
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            with compiled.open("wb") as file:
                write_mo(file, read(path))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
            compile_all()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit(__doc__)
