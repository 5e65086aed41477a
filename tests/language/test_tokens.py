"""How text is cut into tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.tokens import cut, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er zahlte 25.000€.", ["Er", "zahlte", "25.000", "€", "."]),
        ("$60 und €11 Mrd. für 3,5%", ["$", "60", "und", "€", "11", "Mrd.", "für", "3,5", "%"]),
        ("(00:15:49) TikTok: Stagnation", ["(", "00:15:49", ")", "TikTok", ":", "Stagnation"]),
        ("[Musik] >> Ja", ["[", "Musik", "]", ">>", "Ja"]),
        ("am 28. Januar 2026.", ["am", "28.", "Januar", "2026", "."]),
        ("Ich bin 28. Dann ging's", ["Ich", "bin", "28", ".", "Dann", "ging", "'s"]),
        ("@scott_wiener auf x.com.", ["@scott_wiener", "auf", "x.com", "."]),
        ("npr.org/a, #KI", ["npr.org/a", ",", "#KI"]),
        ("Nvidia's GPT-4.5 und Llama 3.1", ["Nvidia", "'s", "GPT-4.5", "und", "Llama", "3.1"]),
        ("AT&T, CDU/CSU, Disney+.", ["AT&T", ",", "CDU/CSU", ",", "Disney+", "."]),
        ("Donald J. Trump", ["Donald", "J.", "Trump"]),
        ("z. B. und z.B.", ["z.", "B.", "und", "z.B."]),
        ("Vor- und Nachteile", ["Vor-", "und", "Nachteile"]),
        ("Rabois' Aussagen", ["Rabois", "'", "Aussagen"]),
        ("um 10:30 Uhr", ["um", "10:30", "Uhr"]),
    ],
)
def test_money_times_marks_domains_and_handles_are_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_tokens_lie_in_order_and_leave_out_nothing_but_white_space(text: str) -> None:
    last = 0
    for start, end in cut(text):
        assert last <= start < end
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()
