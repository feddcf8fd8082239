import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.types.kinds import Kind, Unreadable
from tests.register.types.answers import every_kind, values_of

KINDS = every_kind()

LIKE_NUMBERS = st.text("0123456789.,-€ +eE_٣３½²−\u00a0", min_size=1, max_size=60)


@pytest.mark.parametrize("kind", KINDS, ids=repr)
@settings(max_examples=60)
@given(data=st.data())
def test_a_kind_reads_what_it_writes(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.read(kind.typed(value)) == value


@pytest.mark.parametrize("kind", KINDS, ids=repr)
@settings(max_examples=60)
@given(typed=st.one_of(st.text(min_size=1), LIKE_NUMBERS))
def test_whatever_is_typed_is_read_or_refused_in_dutch(kind: Kind, typed: str) -> None:
    text = typed.strip()
    if not text:
        return
    try:
        kind.read(text)
    except Unreadable as unreadable:
        sentence = str(unreadable)
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=repr)
@pytest.mark.parametrize(
    "typed", ["9" * 100_000, "\x00", "\ud800", "'); DROP TABLE person;--", "💥" * 5_000, "%s{0}"]
)
def test_hostile_input_makes_no_kind_fall_over(kind: Kind, typed: str) -> None:
    with contextlib.suppress(Unreadable):
        kind.read(typed)
