"""Typed cells as one step that can be undone."""

from PySide6.QtGui import QUndoCommand

from ui.models.entry_model import EntryModel

Cell = tuple[int, int]


class SetCells(QUndoCommand):
    """Typed cells: what they were and what they became. It is made once they are written."""

    def __init__(self, model: EntryModel, cells: dict[Cell, tuple[str, str]], text: str) -> None:
        super().__init__(text)
        self._model, self._cells = model, cells
        self._written = True

    def redo(self) -> None:
        """Write the new texts again; pushing the command writes nothing twice."""
        if not self._written:
            self._write({cell: after for cell, (_before, after) in self._cells.items()})
        self._written = True

    def undo(self) -> None:
        """Write the texts of before, last cell first."""
        before = {cell: before for cell, (before, _after) in reversed(self._cells.items())}
        self._write(before)
        self._written = False

    def _write(self, texts: dict[Cell, str]) -> None:
        for (at, place), text in texts.items():
            self._model.accept(at, place, text)
