"""Every text is whole, marked, and said in French with the same figures in it."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from translations import catalogues

TRANSLATED = [path.parts[-3] for path in catalogues.catalogues()]
# The arguments of each function that must be texts as they stand.
MARKERS = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "pgettext": (0, 1)}
BADLY_SET = re.compile(r" [:;?!»]|« |[^\W\d_]'[^\W\d_]")
GLUED = (ast.JoinedStr, ast.BinOp, ast.Call)


@pytest.fixture(scope="module")
def template():
    return catalogues.extract()


@cache
def trees() -> dict[Path, ast.Module]:
    """What is translated, read once, by its path."""
    return {
        path.relative_to(catalogues.ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for folder in catalogues.SOURCES
        for path in sorted((catalogues.ROOT / folder).rglob("*.py"))
    }


def texts(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def fields(text: str) -> set[tuple[str, str]]:
    """The named fields of a text, each with its format: {amount:francs} is not {amount:money}."""
    parts = string.Formatter().parse(text)
    return {(name, spec or "") for _text, name, spec, _conversion in parts if name is not None}


def names(text: str) -> set[str]:
    return {name for name, _spec in fields(text)}


def test_french_is_translated():
    assert "fr" in TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_code_is_translated(template, language):
    catalogue = catalogues.read(catalogues.HERE / language / "LC_MESSAGES" / "messages.po")
    missing = [
        message.id
        for message in template
        if message.id
        and not (
            (found := catalogue.get(message.id, message.context))
            and catalogues.is_translated(found)
            and not found.fuzzy
        )
    ]
    assert not missing


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_nothing_that_the_code_does_not_say(template, language):
    catalogue = catalogues.read(catalogues.HERE / language / "LC_MESSAGES" / "messages.po")
    unused = [
        message.id
        for message in catalogue
        if message.id and not template.get(message.id, message.context)
    ]
    assert not unused


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_fields_of_its_text(language):
    catalogue = catalogues.read(catalogues.HERE / language / "LC_MESSAGES" / "messages.po")
    differing = [
        (message.id, said)
        for message in catalogue
        if message.id and catalogues.is_translated(message)
        for said in translations(message)
        # One form of a plural may leave its number out: "no member", "one member".
        if names(said) - names(texts(message)[-1])
        or (len(texts(message)) == 1 and fields(said) != fields(message.id))
    ]
    assert not differing


def test_the_template_is_up_to_date(template, tmp_path: Path):
    catalogues.write(tmp_path / "messages.pot", template)
    expected = (tmp_path / "messages.pot").read_text(encoding="utf-8")
    committed = (catalogues.HERE / "messages.pot").read_text(encoding="utf-8")
    assert committed == expected, "Run ./dev strings, and translate what is new."


def test_no_marked_text_is_glued_together():
    glued = [
        f"{path}:{argument.lineno}"
        for path, tree in trees().items()
        for argument in marked_arguments(tree)
        if isinstance(argument, GLUED)
    ]
    assert not glued, "A translator needs the whole sentence, with named fields."


def test_no_text_is_marked_inside_an_f_string():
    hidden = [
        f"{path}:{line}" for path, tree in trees().items() for line in marked_in_f_strings(tree)
    ]
    assert not hidden, "What gathers the texts does not look into f-strings: name it before."


@pytest.mark.parametrize("marker", MARKERS)
def test_a_text_marked_inside_an_f_string_is_found(marker):
    source = ast.parse(f"""words = f"| {{{marker}('Key', 'Keys', 2)}} |" """.strip())
    assert marked_in_f_strings(source) == [1]


def marked_in_f_strings(tree: ast.Module) -> list[int]:
    return [
        call.lineno
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and called_name(call) in MARKERS
    ]


def marked_arguments(tree: ast.Module) -> list[ast.expr]:
    return [
        call.args[position]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for position in MARKERS.get(called_name(call), ())
        if position < len(call.args)
    ]


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def test_french_is_set_as_french_is():
    catalogue = catalogues.read(catalogues.HERE / "fr" / "LC_MESSAGES" / "messages.po")
    badly_set = [
        said
        for message in catalogue
        if message.id
        for said in translations(message)
        if BADLY_SET.search(said)
    ]
    assert not badly_set, "A no-break space before : ; ? ! and inside « », and ’ for '."


def test_the_french_manual_is_set_as_french_is():
    badly_set = [
        f"{page.name}: {line}"
        for page in sorted((catalogues.ROOT / "ui/resources/manual/fr").glob("*.md"))
        for line in page.read_text(encoding="utf-8").splitlines()
        if BADLY_SET.search(re.sub(r"`[^`]*`", "", line))
    ]
    assert not badly_set, "A no-break space before : ; ? ! and inside « », and ’ for '."
