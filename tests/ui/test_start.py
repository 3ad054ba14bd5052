"""The first paint: what is loaded by then, and what is not."""

import os
import subprocess
import sys

PAINT = """
import sys
from PySide6.QtCore import QTimer
from ui.app import Opening, start
application = start()
opening = Opening(application)
def painted():
    print(*sorted(sys.modules), flush=True)
    if opening.desktop is None:
        QTimer.singleShot(0, lambda: None)
opening.shell.painted.connect(painted)
opening.shell.furnished.connect(lambda: (print(*sorted(sys.modules)), application.exit()))
opening.shell.show()
application.exec()
"""
HEAVY = {"sqlalchemy", "reportlab", "alembic", "babel", "num2words", "pypdfium2", "click"}


def modules_at_each_stage(tmp_path):
    home = {"COOP_LEDGER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-W", "error", "-c", PAINT]
    said = subprocess.run(
        command, env=os.environ | home, capture_output=True, text=True, check=True, timeout=60
    )
    return [set(line.split()) for line in said.stdout.splitlines()]


def test_nothing_heavy_is_loaded_before_the_welcome_is_there(tmp_path):
    painted, furnished = modules_at_each_stage(tmp_path)
    assert not painted & HEAVY
    assert not furnished & HEAVY
    assert "ui.main_window" not in painted
    assert "ui.pages.welcome" in furnished
