"""Every sentence of every catalogue can be said: no template crashes."""

import datetime
import string

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import i18n, paths

SAMPLES = {
    "money": st.integers(-(10**15), 10**15),
    "francs": st.integers(-(10**15), 10**15),
    "number": st.integers(0, 10**9) | st.fractions() | st.decimals(allow_nan=False, places=3),
    "percent": st.decimals(0, 1000, places=2),
    "day": st.dates(),
    "long_day": st.dates(),
    "month": st.dates(),
    "clock": st.times() | st.just(datetime.datetime(2026, 3, 5, 10, 24, tzinfo=datetime.UTC)),
    "list": st.lists(st.text(max_size=5), max_size=3),
}
ANYTHING = st.text(max_size=20) | st.integers() | st.none()


def sentences():
    for catalogue in sorted(paths.translations().glob("*/LC_MESSAGES/messages.po")):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                texts = [message.id, message.string]
                for text in texts if message.id else []:
                    yield from [text] if isinstance(text, str) else text


def fields(template):
    parsed = string.Formatter().parse(template)
    return {name: spec or "" for _text, name, spec, _conversion in parsed if name is not None}


SENTENCES = sorted(set(sentences()))


def test_there_are_sentences():
    assert SENTENCES


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@given(data=st.data())
def test_any_sentence_can_be_said_with_any_values(language, data):
    template = data.draw(st.sampled_from(SENTENCES))
    values = {
        name: data.draw(SAMPLES.get(spec, ANYTHING)) for name, spec in fields(template).items()
    }
    with i18n.speaking(language):
        said = i18n.fill(template, **values)
    assert isinstance(said, str)


def test_every_sentence_can_be_said():
    for template in SENTENCES:
        values = dict.fromkeys(fields(template), 1)
        assert isinstance(i18n.fill(template, **values), str)


def test_every_field_is_a_plain_name_with_a_known_format():
    odd = [
        (template, name, spec)
        for template in SENTENCES
        for name, spec in fields(template).items()
        if not name.isidentifier() or (spec and spec not in i18n.FORMATS)
    ]
    assert not odd
