"""Answers on the terminal: one JSON document, or tables as text or CSV.

Names are those of the answers and of the contract, section 4, in every format, so that what is
read on the screen can be asked for in a script.
"""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coop_ledger import i18n
from coop_ledger.i18n import _
from coop_ledger.table import Cell, Column, Kind, Row, Table

FORMATS = ("table", "json", "csv")

Cells = dict[str, Cell]


def json_text(answer: Any) -> str:
    """Return an answer as one JSON document."""
    return json.dumps(as_json(answer), ensure_ascii=False, indent=1)


def as_json(value: Any) -> Any:
    """Return an answer as JSON values: days in ISO, exact ratios as decimal strings."""
    names = _names(value)
    if names:
        return {name.removesuffix("_"): as_json(getattr(value, name)) for name in names}
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(name): as_json(item) for name, item in value.items()}
        case tuple() | list():
            return [as_json(item) for item in value]
        case Fraction():
            return _exact(value)
        case Decimal() | datetime.date():
            return str(value)
    raise TypeError(f"An answer cannot hold {type(value).__name__}.")


def _names(value: Any) -> tuple[str, ...]:
    """Return the names of an answer's fields, a dataclass or a named tuple; () for any other."""
    if dataclasses.is_dataclass(value):
        return tuple(spec.name for spec in dataclasses.fields(value))
    return getattr(value, "_fields", ())


def _exact(ratio: Fraction) -> str:
    from coop_ledger.domain.share_out_plan import exact_decimal  # the rules of sharing, for one

    return exact_decimal(ratio)


# -- answers as tables -----------------------------------------------------------------------------


def facts_of(answer: Any) -> Iterator[tuple[str, Cell]]:
    """Yield the single figures of an answer with their names."""
    if _names(answer):
        yield from _cells(answer).items()


def tables_of(answer: Any, parts: str = "") -> Iterator[Table]:
    """Yield the lists of an answer; with `parts`, each part of a row has a line of its own."""
    lists = {"": answer} if isinstance(answer, tuple) else _lists(answer)
    for name, rows in lists.items():
        yield table_of(name, [cells for row in rows for cells in _rows(row, parts)])


def main_table(answer: Any, rows: str = "", parts: str = "") -> Table:
    """Return the list of an answer that `rows` names, for CSV; else its figures as one line."""
    found = getattr(answer, rows) if rows else answer
    if not isinstance(found, tuple):
        return table_of("", [_cells(found)])
    return table_of(rows, [cells for row in found for cells in _rows(row, parts)])


def table_of(title: str, rows: list[Cells]) -> Table:
    """Return rows of named cells as a table, with a column for every name there is."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = tuple(Column(name, name, _kind(row.get(name) for row in rows)) for name in names)
    return Table(title, columns, tuple(Row(tuple(row.get(name) for name in names)) for row in rows))


def _rows(row: Any, parts: str) -> Iterator[Cells]:
    cells = _cells(row)
    found = getattr(row, parts, ()) if parts else ()
    if not found:
        yield cells
    for part in found:
        yield {**cells, **_cells(part)}


def _lists(answer: Any) -> dict[str, tuple[Any, ...]]:
    return {
        name.removesuffix("_"): value
        for name in _names(answer)
        if _is_list(value := getattr(answer, name))
    }


def _is_list(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and bool(_names(value[0]))


def _cells(row: Any) -> Cells:
    cells: Cells = {}
    for field in _names(row):
        name, value = field.removesuffix("_"), getattr(row, field)
        if _names(value):
            cells |= {f"{name}.{inner}": cell for inner, cell in _cells(value).items()}
        elif not _is_list(value):
            cells[name] = _cell(value)
    return cells


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Mapping():
            return ", ".join(f"{name}: {item}" for name, item in value.items())
        case tuple():
            return ", ".join(str(item) for item in value)
        case None | int() | str() | datetime.date() | Fraction():
            return value
    return str(value)


def _kind(cells: Iterable[Cell]) -> Kind:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {int}:
        return Kind.NUMBER
    if kinds == {Fraction}:
        return Kind.RATIO
    return Kind.DATE if kinds == {datetime.date} else Kind.TEXT


# -- tables as text --------------------------------------------------------------------------------


def text_lines(answer: Any, parts: str = "") -> Iterator[str]:
    """Yield an answer as people read it on a terminal: its figures, then its lists."""
    figures = [(name, _text(cell)) for name, cell in facts_of(answer)]
    width = max((len(name) for name, _figure in figures), default=0)
    for name, figure in figures:
        yield f"{name:{width}}  {figure}".rstrip()
    for table in tables_of(answer, parts):
        if table.title:
            yield ""
            yield table.title
        yield from table_lines(table)


def table_lines(table: Table) -> Iterator[str]:
    """Yield a table as aligned text, without the columns in which nothing stands."""
    grid = [[column.title for column in table.columns]]
    grid += [[_text(cell) for cell in row.cells] for row in table.rows]
    kept = [n for n in range(len(table.columns)) if any(line[n] for line in grid[1:])]
    widths = {n: max(len(line[n]) for line in grid) for n in kept}
    right = {n for n in kept if table.columns[n].kind in {Kind.NUMBER, Kind.RATIO}}
    for line in grid if kept else []:
        cells = (line[n].rjust(widths[n]) if n in right else line[n].ljust(widths[n]) for n in kept)
        yield "  ".join(cells).rstrip()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case datetime.date():
            return i18n.day(cell)
        case Fraction():
            return i18n.number(cell, 6)
    return i18n.money(cell)
