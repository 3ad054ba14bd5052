import datetime
import subprocess
import sys
import threading
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import i18n, paths

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "The box holds {amount:francs}."
msgstr "La caisse contient {amount:francs}."

msgid "Hello {name}."
msgstr "Bonjour {prenom}."

msgid "Bye {name}."
msgstr "Au revoir {name"

msgid "{n:number} member"
msgid_plural "{n:number} members"
msgstr[0] "{n:number} membre"
msgstr[1] "{n:number} membres"

msgid "One loan"
msgid_plural "{n:number} loans"
msgstr[0] "{n:number} prêt"
msgstr[1] "{k:number} prêts"

msgctxt "of a book"
msgid "Close"
msgstr "Fermer"
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A French catalogue of the tests' own, as a source that nobody has compiled."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "messages.po"
    source.write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(paths, "translations", lambda: tmp_path)
    i18n._catalogue.cache_clear()
    yield source
    i18n._catalogue.cache_clear()


# -- who is spoken to


def test_french_is_spoken_first():
    assert i18n.language() == "fr"


def test_a_paper_may_speak_another_language_than_the_screen():
    with i18n.speaking("en"):
        assert i18n.language() == "en"
    assert i18n.language() == "fr"


def test_a_new_thread_speaks_the_language_of_the_process():
    i18n.use_language("en")
    heard = []
    with i18n.speaking("fr"):
        thread = threading.Thread(target=lambda: heard.append(i18n.language()))
        thread.start()
        thread.join()
    assert heard == ["en"]


def test_the_language_comes_back_after_a_failure():
    with pytest.raises(RuntimeError), i18n.speaking("en"):
        raise RuntimeError
    assert i18n.language() == "fr"


@pytest.mark.parametrize("speak", [i18n.use_language, lambda code: i18n.speaking(code).__enter__()])
def test_an_unknown_language_is_refused(speak):
    with pytest.raises(ValueError, match="fr, en"):
        speak("de")


# -- sentences


def test_a_sentence_is_translated(catalogue):
    assert i18n.translate("The box holds {amount:francs}.") == "La caisse contient {amount:francs}."


def test_english_is_the_source(catalogue):
    with i18n.speaking("en"):
        assert i18n.translate("The box holds {amount:francs}.") == "The box holds {amount:francs}."


def test_a_sentence_without_translation_stays_english(catalogue):
    assert i18n._("Nobody has translated this.") == "Nobody has translated this."


def test_no_text_stays_no_text(catalogue):
    assert i18n._("") == ""


@pytest.mark.parametrize("source", ["Hello {name}.", "Bye {name}."])
def test_a_translation_with_other_fields_is_not_used(catalogue, source):
    assert i18n._(source) == source


@pytest.mark.parametrize(
    "n, expected", [(0, "{n:number} membre"), (1, "{n:number} membre"), (2, "{n:number} membres")]
)
def test_french_counts_none_as_one(catalogue, n, expected):
    assert i18n.ngettext("{n:number} member", "{n:number} members", n) == expected


@pytest.mark.parametrize("n, expected", [(0, "members"), (1, "member"), (2, "members")])
def test_english_counts_none_as_many(catalogue, n, expected):
    with i18n.speaking("en"):
        assert i18n.ngettext("member", "members", n) == expected


def test_a_plural_with_other_fields_is_not_used(catalogue):
    assert i18n.ngettext("One loan", "{n:number} loans", 7) == "{n:number} loans"


def test_a_singular_may_say_the_number_that_the_source_leaves_out(catalogue):
    assert i18n.ngettext("One loan", "{n:number} loans", 1) == "{n:number} prêt"


def test_a_word_is_translated_for_its_context(catalogue):
    assert i18n.pgettext("of a book", "Close") == "Fermer"
    assert i18n.pgettext("of an eye", "Close") == "Close"


def test_a_compiled_catalogue_is_read_instead_of_its_source(catalogue):
    compiled = catalogue.with_suffix(".mo")
    compiled.write_bytes(i18n._compile(catalogue, "fr").getvalue())
    catalogue.unlink()
    assert i18n.pgettext("of a book", "Close") == "Fermer"


def test_a_compiled_catalogue_older_than_its_source_is_not_read(catalogue):
    import os

    compiled = catalogue.with_suffix(".mo")
    compiled.write_bytes(b"not a catalogue")
    os.utime(compiled, (1, 1))
    assert i18n.pgettext("of a book", "Close") == "Fermer"


# -- figures


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "amount, expected",
    [
        (0, "0"),
        (500, "500"),
        (59280, "59\u202f280"),
        (1368912, "1\u202f368\u202f912"),
        (-85000, "\u221285\u202f000"),
        (10**15, "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
    ],
)
def test_money_is_the_same_figure_in_every_language(language, amount, expected):
    with i18n.speaking(language):
        assert i18n.money(amount) == expected


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_francs_are_never_broken_over_two_lines(language):
    with i18n.speaking(language):
        assert i18n.francs(59280) == "59\u202f280\u00a0F\u00a0CFA"


@pytest.mark.parametrize(
    "value, french, english",
    [
        (12, "12", "12"),
        (12345, "12\u202f345", "12\u202f345"),
        (Decimal("2.50"), "2,5", "2.5"),
        (Decimal("-0.25"), "\u22120,25", "\u22120.25"),
        (Decimal("1E+3"), "1\u202f000", "1\u202f000"),
        (Fraction(2, 3), "0,667", "0.667"),
        (Fraction(1, 2000), "0,001", "0.001"),
        (Fraction(-1, 3000), "0", "0"),
        (Fraction(1999, 1000) + Fraction(9, 10000), "2", "2"),
    ],
)
def test_a_number_has_the_decimal_sign_of_its_reader(value, french, english):
    assert i18n.number(value) == french
    with i18n.speaking("en"):
        assert i18n.number(value) == english


def test_a_number_may_be_rounded_to_a_whole():
    assert i18n.number(Fraction(5, 2), 0) == "3"


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_like_money(value):
    assert i18n.number(value) == i18n.money(value)


@pytest.mark.parametrize(
    "rate, french, english",
    [
        (5, "5\u202f%", "5%"),
        (Decimal(5), "5\u202f%", "5%"),
        (Decimal("2.5"), "2,5\u202f%", "2.5%"),
    ],
)
def test_a_rate_has_the_sign_of_its_reader(rate, french, english):
    assert i18n.percent(rate) == french
    with i18n.speaking("en"):
        assert i18n.percent(rate) == english


# -- days and hours


@pytest.mark.parametrize(
    "day, french, english",
    [
        (datetime.date(2026, 3, 5), "jeudi 5 mars 2026", "Thursday 5 March 2026"),
        (datetime.date(2026, 3, 1), "dimanche 1er mars 2026", "Sunday 1 March 2026"),
        (datetime.date(2019, 8, 7), "mercredi 7 août 2019", "Wednesday 7 August 2019"),
    ],
)
def test_a_day_is_written_out_above_a_signature(day, french, english):
    assert i18n.long_day(day) == french
    with i18n.speaking("en"):
        assert i18n.long_day(day) == english


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_day_comes_before_the_month_in_every_language(language):
    with i18n.speaking(language):
        assert i18n.day(datetime.date(2026, 3, 5)) == "05/03/2026"


def test_a_month_is_written_out():
    assert i18n.month(datetime.date(2026, 3, 5)) == "mars 2026"


def test_an_hour_is_written_as_its_reader_writes_it():
    moment = datetime.datetime(2026, 3, 5, 9, 4, tzinfo=datetime.UTC)
    assert i18n.clock(moment) == "9\u00a0h\u00a004"
    with i18n.speaking("en"):
        assert i18n.clock(moment) == "9:04"


@pytest.mark.parametrize(
    "items, french, english",
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a et b", "a and b"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
    ],
)
def test_things_in_a_row_end_with_and(items, french, english):
    assert i18n.list_of(items) == french
    with i18n.speaking("en"):
        assert i18n.list_of(items) == english


# -- filling


@pytest.mark.parametrize(
    "template, value, expected",
    [
        ("{x}", "Awa", "Awa"),
        ("{x:money}", 59280, "59\u202f280"),
        ("{x:francs}", 500, "500\u00a0F\u00a0CFA"),
        ("{x:number}", Decimal("2.5"), "2,5"),
        ("{x:percent}", Decimal("2.5"), "2,5\u202f%"),
        ("{x:day}", datetime.date(2026, 3, 5), "05/03/2026"),
        ("{x:long_day}", datetime.date(2026, 3, 5), "jeudi 5 mars 2026"),
        ("{x:month}", datetime.date(2026, 3, 5), "mars 2026"),
        ("{x:clock}", datetime.time(10, 24), "10\u00a0h\u00a024"),
        ("{x:list}", ["Awa", "Rokia"], "Awa et Rokia"),
        ("{x:06}", 123, "000123"),
    ],
)
def test_a_field_is_shown_in_its_format(template, value, expected):
    assert i18n.fill(template, x=value) == expected


def test_a_value_that_does_not_fit_its_format_is_shown_as_it_is():
    assert i18n.fill("{x:francs} {y:day} {z:unheard_of}", x="beaucoup", y=None, z=3) == (
        "beaucoup None 3"
    )


def test_braces_in_a_value_stay_as_typed():
    assert i18n.fill("{name}", name="{amount:francs}") == "{amount:francs}"


def test_a_missing_field_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        i18n.fill("{amount:francs}")


def test_a_field_may_be_called_template():
    assert i18n.fill("{template}", template="x") == "x"


# -- start-up


def test_loading_the_language_loads_nothing_heavy():
    heavy = "{'babel', 'num2words', 'sqlalchemy', 'pathlib', 'datetime', 'platformdirs'}"
    code = f"import sys, coop_ledger.i18n; print({heavy} & set(sys.modules))"
    run = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = ['.']; {code}"]
    printed = subprocess.run(run, capture_output=True, text=True, check=True, cwd=paths.ROOT)
    assert printed.stdout.strip() == "set()"
