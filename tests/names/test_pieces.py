"""Words cut into pieces, articles cut into windows."""

from __future__ import annotations

from itertools import pairwise

from marsad.names.pieces import UNKNOWN, Pieces
from marsad.names.windows import ROOM, cut_windows, shown
from marsad.text import read_part

SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
ROWS = [*SPECIAL, ("▁", -3.0), ("▁و", -4.0), ("▁وال", -6.0), ("وزير", -7.0), ("▁وزير", -6.5), ("ال", -4.0)]
ROWS += [("ي", -5.0), ("ن", -5.5), ("▁الرئيس", 1.0), ("▁الرئي", -9.0), ("س", -6.0), (".", -3.5)]
LETTERS = [(letter, -12.0) for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوية"]


def cut(word: str, *, opens: bool = True) -> list[str]:
    pieces = Pieces(ROWS)
    return [ROWS[at][0] for at in pieces.cut(word, opens=opens)]


def test_the_likeliest_cut_wins() -> None:
    assert cut("وزير") == ["▁وزير"]
    assert cut("والوزير") == ["▁وال", "وزير"]
    assert cut("وزيرين") == ["▁وزير", "ي", "ن"]


def test_a_whole_word_is_no_part_of_another() -> None:
    assert cut("الرئيس") == ["▁الرئيس"]
    assert cut("الرئيسي") == ["▁الرئي", "س", "ي"]


def test_unknown_letters_are_one_unknown_piece() -> None:
    assert cut("水火") == ["▁", "<unk>"]
    assert Pieces(ROWS).cut("水火")[1] == UNKNOWN


def test_a_mark_is_written_on() -> None:
    assert cut(".", opens=False) == ["."]


def test_vowel_signs_are_not_shown() -> None:
    assert shown("مُحَمَّد") == "محمد"
    assert shown("إلى") == "إلى"


def test_windows_hold_whole_sentences_and_every_token() -> None:
    pieces = Pieces([*ROWS, *LETTERS])
    parts = [
        read_part("وزير يزور دمشق", "title"),
        read_part("قال الوزير إن الوفد سيعود قريبا. " * 40, "text"),
    ]
    windows = list(cut_windows(parts, pieces))
    seen = [token for window in windows for token in window.tokens]
    assert seen == [(p, t) for p, part in enumerate(parts) for t in range(len(part.tokens))]
    assert all(len(window.pieces) <= ROOM + 2 for window in windows)
    ends = {(1, s.last - 1) for s in parts[1].sentences}
    assert all(window.tokens[-1] in ends for window in windows)
    assert windows[0].tokens[0] == (0, 0)


def test_a_long_sentence_is_read_in_overlapping_windows() -> None:
    pieces = Pieces([*ROWS, *LETTERS])
    part = read_part("التقى الوزير " * 150, "text")
    windows = list(cut_windows([part], pieces))
    assert len(windows) > 2
    assert all(a.tokens[-1] >= b.tokens[0] for a, b in pairwise(windows))
    assert {t for w in windows for _, t in w.tokens} == set(range(len(part.tokens)))


def test_a_word_longer_than_a_window_is_cut() -> None:
    pieces = Pieces([*ROWS, *LETTERS])
    (window,) = cut_windows([read_part("ز" * 5000, "text")], pieces)
    assert len(window.pieces) <= ROOM + 2
