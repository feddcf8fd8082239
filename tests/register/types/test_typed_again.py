"""Values written as somebody would type them read back as the same values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.types import TYPES
from register.types.reading import read, typed_again
from tests.register.types.answers import COMPLETE, KNOWN, good_form_of

SLUGS = list(TYPES)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_form_filled_with_values_reads_as_those_values(slug: str, data: st.DataObject) -> None:
    kind = TYPES[slug]
    reading = read(kind, data.draw(good_form_of(slug)), KNOWN)
    again = read(kind, typed_again(kind, reading.values), KNOWN)
    if not reading.errors:
        assert again.errors == {}
    assert again.values == reading.values
    assert again.shown == reading.shown


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_declared_can_be_told_in_a_line(slug: str, data: st.DataObject) -> None:
    kind = TYPES[slug]
    reading = read(kind, data.draw(good_form_of(slug)), KNOWN)
    if reading.errors:
        return
    assert 0 < len(kind.headline(reading.values)) <= 500
    for field in kind.fields:
        value = reading.values[field.name]
        if value is not None:
            assert field.kind.shown(value)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_complete_form_is_written_as_it_was_typed(slug: str) -> None:
    kind = TYPES[slug]
    typed = typed_again(kind, read(kind, COMPLETE[slug], {}).values)
    euro = {"estimated_value": "75,00"} if slug == "uitnodiging" else {}
    assert typed == {**COMPLETE[slug], **euro}
