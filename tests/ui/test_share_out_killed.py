"""Kill while envelopes are handed over: the very envelope is found again, half typed as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui import benkadi

ROOT = Path(__file__).parents[2]
PAY = 5


def desk(book: Path, keys: str = "") -> dict:
    """What someone sees in a process of her own; killed without warning if she types."""
    command = [sys.executable, "-m", "tests.ui.share_out_typist", str(book)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [*command, *([keys] if keys else [])],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as typist:
        assert typist.stdout is not None
        seen = json.loads(typist.stdout.readline())
        if keys:
            typist.kill()
        typist.wait(timeout=30)
    return seen


@pytest.fixture
def book(tmp_path):
    """Benkadi after the vote, at the envelopes; what member 4 has in hand was said to wait."""
    with benkadi.open_copy(tmp_path) as opened:
        day = benkadi.NOW.date().isoformat()
        said = {"event": "share_out_decided", "group": benkadi.GROUP, "date": day, "cycle": "2"}
        opened.record({**said, "approved_by": ["1", "4"], "unpaid": {"4": 5000}})
        opened.drafts.keep(f"share_out:{benkadi.GROUP}:2", "step", str(PAY))
    return Path(opened.store.target)


def test_the_envelope_in_hand_and_the_part_half_typed_are_found_again(book):
    before = desk(book, "Return Alt+P '5000 Return Down Alt+P '123")
    assert (before["step"], before["handed"], before["parts"]) == (PAY, ["1"], {"3": 5000})
    assert before["typed"] == "123"
    assert desk(book) == before
