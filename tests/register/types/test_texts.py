import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.types.kinds import LongText, Text, Unreadable


@pytest.mark.parametrize(
    "typed",
    [
        "Café Zoë",
        "Żółć & Co",
        "Приют",
        "株式会社",
        "Bakker 🥐",
        "👩‍🔧 Installatie",
        "مخبز",
        "‎Hoorn",
    ],
)
def test_names_of_the_world_and_emoji_are_kept(typed: str) -> None:
    assert Text().read(typed) == typed


def test_a_text_is_kept_in_composed_unicode() -> None:
    assert Text().read("Cafe\u0301") == "Caf\u00e9"


def test_a_tab_becomes_a_space() -> None:
    assert Text().read("een\ttwee") == "een twee"


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ue000", "\uffff", "\U0010ffff"],
    ids=ascii,
)
def test_control_characters_and_signs_that_mean_nothing_are_refused(sign: str) -> None:
    with pytest.raises(Unreadable, match="teken in dat niet kan"):
        Text().read(f"Bakker{sign}Jan")


@pytest.mark.parametrize("sign", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_marks_that_turn_the_reading_direction_are_refused(sign: str) -> None:
    """They can make a name or an amount read as another one."""
    with pytest.raises(Unreadable, match="teken in dat niet kan"):
        Text().read(f"goed{sign}gekeurd")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\u2029"], ids=ascii)
def test_a_line_of_text_is_one_line(break_: str) -> None:
    with pytest.raises(Unreadable, match="één regel"):
        Text().read(f"een{break_}twee")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"], ids=ascii)
def test_an_explanation_has_lines_ended_in_one_way(break_: str) -> None:
    assert LongText().read(f"een{break_}twee") == "een\ntwee"


@pytest.mark.parametrize("typed", ["\u200b", "\u2060\ufeff", "\u00ad", "\u200b \u200b"], ids=ascii)
def test_a_text_that_nobody_can_see_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        Text().read(typed)
    with pytest.raises(Unreadable):
        LongText().read(typed)


def test_a_text_may_be_as_long_as_stated_and_no_longer() -> None:
    assert len(Text().read("a" * 200)) == 200
    assert len(LongText().read("a" * 4_000)) == 4_000
    assert len(Text().read("🥐" * 200)) == 200
    with pytest.raises(Unreadable, match=r"telt 201 tekens, 200 is"):
        Text().read("a" * 201)
    with pytest.raises(Unreadable, match=r"telt 4\.001 tekens, 4\.000 is"):
        LongText().read("a" * 4_001)


@given(st.text(max_size=300))
def test_what_is_read_is_composed_short_enough_and_reads_the_same_again(typed: str) -> None:
    try:
        text = Text().read(typed.strip())
    except Unreadable:
        return
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) <= 200
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text)
    assert Text().read(text) == text
