"""The Qt binding gives back every reference it takes.

PySide6 6.12.0 on Python 3.11 loses one reference to None in each of these calls; after some
thousand of them the program dies with "none_dealloc", in the middle of a meeting.
"""

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

CALLS = 200
CHANCE = CALLS // 2  # the fault loses all


def _combo() -> Callable[[], object]:
    box = QtWidgets.QComboBox()
    return lambda: box.addItem("caisse")


def _list() -> Callable[[], object]:
    rows = QtWidgets.QListWidget()
    return lambda: rows.addItem("caisse")


def _list_item() -> Callable[[], object]:
    rows = QtWidgets.QListWidget()
    return lambda: rows.addItem(QtWidgets.QListWidgetItem("caisse"))


def _cell() -> Callable[[], object]:
    table = QtWidgets.QTableWidget(1, 1)
    return lambda: table.setItem(0, 0, QtWidgets.QTableWidgetItem("12"))


def _model() -> Callable[[], object]:
    view = QtWidgets.QTableView()
    model = QtGui.QStandardItemModel(view)
    return lambda: view.setModel(model)


def _parent() -> Callable[[], object]:
    window, label = QtWidgets.QWidget(), QtWidgets.QLabel("caisse")

    def there_and_back(window: QtWidgets.QWidget = window) -> None:
        label.setParent(window)
        label.setParent(None)

    return there_and_back


def _layout() -> Callable[[], object]:
    window = QtWidgets.QWidget()
    layout = QtWidgets.QVBoxLayout(window)

    def add_and_remove(window: QtWidgets.QWidget = window) -> None:
        label = QtWidgets.QLabel("caisse", window)
        layout.addWidget(label)
        layout.removeWidget(label)

    return add_and_remove


def _action() -> Callable[[], object]:
    menu = QtWidgets.QMenu()
    return lambda: menu.addAction("Enregistrer")


def _text() -> Callable[[], object]:
    line = QtWidgets.QLineEdit()
    return lambda: line.setText("12 500")


def _signal() -> Callable[[], object]:
    button = QtWidgets.QPushButton()

    def connect_and_emit() -> None:
        link = button.clicked.connect(lambda: None)
        button.click()
        button.disconnect(link)

    return connect_and_emit


def _timer() -> Callable[[], object]:
    timer = QtCore.QTimer()

    def start_and_stop() -> None:
        timer.start(1000)
        timer.stop()

    return start_and_stop


def _index() -> Callable[[], object]:
    model = QtGui.QStandardItemModel(1, 1)
    return lambda: model.setData(model.index(0, 0), "12")


@pytest.mark.parametrize(
    "prepare",
    [
        _combo,
        _list,
        _list_item,
        _cell,
        _model,
        _parent,
        _layout,
        _action,
        _text,
        _signal,
        _timer,
        _index,
    ],
    ids=lambda prepare: prepare.__name__.strip("_"),
)
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on.")
def test_a_call_into_qt_loses_no_reference_to_none(
    qapp: QtWidgets.QApplication, prepare: Callable[[], Callable[[], object]]
):
    call = prepare()
    call()
    gc.collect()
    gc.disable()  # older rubbish holds None by the thousand: it must not be swept out meanwhile
    try:
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        assert sys.getrefcount(None) - before > -CHANCE
    finally:
        gc.enable()
