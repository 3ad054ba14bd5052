"""Every paper as it was agreed on: its words and figures, before any layout.

`UPDATE_GOLDEN=1 pytest tests/reports/test_golden.py` writes them anew; read the difference.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from coop_ledger import i18n
from coop_ledger.reports.document import as_json
from tests.reports import samples

FOLDER = Path(__file__).parent.parent / "golden" / "papers"


def laid_out(value: Any, depth: int = 0) -> str:
    """JSON that reads like a paper: what fits on a line stands on one."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + depth <= 110 or not isinstance(value, dict | list):
        return flat
    inside = " " * (depth + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {laid_out(item, depth + 1)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [laid_out(item, depth + 1) for item in value]
        opening, closing = "[", "]"
    return f"{opening}\n{inside}" + f",\n{inside}".join(items) + f"\n{' ' * depth}{closing}"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", samples.papers())
def test_the_paper_says_what_it_said(name, language):
    with i18n.speaking(language):
        document = samples.papers()[name]()
    text = laid_out(as_json(document)) + "\n"
    golden = FOLDER / f"{name}.{language}.json"
    if "UPDATE_GOLDEN" in os.environ:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    assert json.loads(text) == as_json(document)
