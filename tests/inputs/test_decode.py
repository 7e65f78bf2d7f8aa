"""Bytes into text: every encoding, right and wrong claims, damage, binary data."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import EmptyInput, InputError, NotText
from marsad.page.decode import decode_page, find_label
from marsad.page.mojibake import repair_mojibake
from marsad.page.plausible import rate_text

TEXT = (
    "أعلنت وزارة الصحة، أمس الأربعاء، وصول شحنة جديدة من الأدوية إلى ميناء المدينة. "
    "وقال مدير المستشفى إن العاملين استقبلوا نحو مئتي جريح منذ بداية الأسبوع، مضيفا أن المياه والكهرباء مقطوعتان."
)
SHORT = "خرج الأهالي إلى الساحة"


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("text", [TEXT, SHORT])
@pytest.mark.parametrize(
    "claim", [None, "utf-8", "iso-8859-1", "windows-1252", "windows-1256", "no-such-thing"]
)
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1256", "windows-1256"),
        ("iso8859-6", "iso-8859-6"),
        ("utf-16-le", "utf-16le"),
        ("utf-16-be", "utf-16be"),
        ("utf-16", "utf-16le"),
        ("utf-32", "utf-32le"),
    ],
)
def test_every_encoding_under_every_claim(codec: str, name: str, claim: str | None, text: str) -> None:
    for in_page in (None, claim):
        source = page(text, in_page)
        decoded = decode_page(source.encode(codec), declared=claim)
        assert decoded.text == source
        assert decoded.encoding == name


def test_a_wrong_claim_is_a_doubt_and_a_right_one_is_none() -> None:
    assert decode_page(page(TEXT).encode("cp1256"), declared="windows-1256").doubts == ()
    assert decode_page(page(TEXT, "utf-8").encode()).doubts == ()
    (doubt,) = decode_page(page(TEXT, "utf-8").encode("cp1256")).doubts
    assert doubt == "encoding: the page claims utf-8, its bytes are windows-1256"
    (doubt,) = decode_page(page(TEXT, "windows-1256").encode()).doubts
    assert "its bytes are utf-8" in doubt


@pytest.mark.parametrize("wrong", ["cp1252", "cp1256", "latin-1"])
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_mojibake_of_utf8_is_read_back(wrong: str, text: str) -> None:
    garbled = page(text).encode().decode(wrong, "c1_controls")
    decoded = decode_page(garbled.encode())
    assert decoded.text == page(text)
    assert any("misread" in doubt for doubt in decoded.doubts)


def test_windows_1256_saved_as_windows_1252_is_read_back() -> None:
    garbled = TEXT.encode("cp1256").decode("cp1252", "c1_controls")
    assert decode_page(garbled.encode()).text == TEXT


@pytest.mark.parametrize(
    "sound",
    [
        "Les élèves français ont été reçus à l'École supérieure; ça va, Noël approche, où êtes-vous?",
        "Straße, Grüße, Übung: die Bevölkerung für größere Änderungen",
        "Ещё одно сообщение о переговорах в Москве",
        "وزیر امور خارجه گفت که این گفتگوها ادامه خواهد یافت و پیشنهاد تازه‌ای ندارد",
        "وزیر اعظم نے کہا ہے کہ حکومت عوام کی خدمت کرے گی اور ٹیکس نہیں بڑھائے گی",
        "سەرۆکی هەرێم گوتی کە گفتوگۆکان بەردەوام دەبن و چارەسەر دەدۆزرێتەوە",
        "ראש הממשלה אמר כי השיחות יימשכו",
        "総理大臣は会談を続けると述べた",
        "Başbakan görüşmelerin süreceğini söyledi, İstanbul'da çığ düştü",
        "½ × 3° ± 5 µm § 4 ¶ ©",
    ],
)
def test_sound_text_of_other_languages_is_left_alone(sound: str) -> None:
    assert decode_page(sound.encode()).text == sound
    assert repair_mojibake(sound) == (sound, ())


def test_latin_pages_are_not_taken_for_arabic() -> None:
    french = page(
        "Le président a déclaré hier à la presse que les élèves étaient reçus; ça ira, dès la fête de Noël."
    )
    for claim in (None, "iso-8859-1", "utf-8"):
        assert decode_page(french.encode("cp1252"), declared=claim).text == french


def test_russian_and_hebrew_claims_are_believed() -> None:
    russian, hebrew = page("Ещё одно сообщение о переговорах"), page("ראש הממשלה אמר כי השיחות")
    assert decode_page(russian.encode("cp1251"), declared="windows-1251").text == russian
    assert decode_page(hebrew.encode("cp1255"), declared="windows-1255").text == hebrew


def test_letters_written_as_references() -> None:
    references = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in TEXT)
    twice = references.replace("&", "&amp;")
    hexadecimal = "".join(f"&#x{ord(char):x};" if ord(char) > 127 else char for char in TEXT)
    assert decode_page(page(references).encode()).text == page(TEXT)
    assert decode_page(page(hexadecimal).encode()).text == page(TEXT)
    decoded = decode_page(page(twice).encode())
    assert decoded.text == page(TEXT)
    assert any(doubt.startswith("entities:") for doubt in decoded.doubts)


def test_escaped_markup_stays_escaped() -> None:
    source = page("&#60;script&#62; " + "&#1575;" * 30 + " &amp;lt;b&amp;gt;")
    assert "&#60;script&#62;" in decode_page(source.encode()).text
    assert decode_page(source.encode()).text.count("<") == source.count("<")


def test_two_encodings_on_one_page() -> None:
    data = (page(TEXT) + "\n").encode() + f"<p>{TEXT}</p>".encode("cp1256")
    decoded = decode_page(data)
    assert decoded.text == page(TEXT) + "\n" + f"<p>{TEXT}</p>"
    assert any("two encodings" in doubt for doubt in decoded.doubts)


def test_broken_bytes_are_counted_and_a_cut_character_harms_nothing() -> None:
    data = page(TEXT).encode()
    broken = data[:200] + b"\xff" + data[200:]
    assert decode_page(broken).encoding == "utf-8"
    assert any("could not be read" in doubt for doubt in decode_page(broken).doubts)
    assert decode_page(TEXT.encode()[:51]).text.startswith(TEXT[:20])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
        b"PK\x03\x04" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50),
        b"\x00\x00\x00\x20ftypisom" + bytes(50),
        bytes(1000),
        zlib.compress(TEXT.encode() * 20) * 3,
        b"\x7fELF\x02\x01\x01" + bytes(50),
    ],
)
def test_binary_data_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(NotText) as caught:
        decode_page(data, name="file.bin")
    assert caught.value.remedy
    assert str(caught.value).startswith("file.bin: ")


def test_nothing_is_refused() -> None:
    with pytest.raises(EmptyInput):
        decode_page(b"", name="empty.html")


def test_a_stray_zero_byte_is_left_out() -> None:
    decoded = decode_page(page(TEXT).encode().replace(b"<p>", b"<p>\x00"))
    assert decoded.text == page(TEXT)
    assert any("zero" in doubt for doubt in decoded.doubts)


@pytest.mark.parametrize(
    "label", ["hex", "zip", "rot13", "unicode_escape", "idna", "undefined", "punycode", "", "é" * 9]
)
def test_labels_that_are_no_character_encodings_are_ignored(label: str) -> None:
    assert find_label(label) is None
    assert decode_page(page(TEXT).encode("cp1256"), declared=label).text == page(TEXT)


def test_garbage_costs_more_than_arabic() -> None:
    assert rate_text(TEXT) < 18
    for codec in ("cp1252", "cp1256", "iso8859-6", "mac_arabic"):
        assert rate_text(TEXT.encode().decode(codec, "replace")) > 26
    assert rate_text(TEXT.encode("cp1256").decode("iso8859-6", "replace")) > rate_text(TEXT) + 5
    assert rate_text("plain ASCII") == 0


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "windows-1256", "utf-16", "gb18030", "x"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_text_or_an_input_error(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode_page(data, declared=declared)
    except InputError:
        pass
    else:
        decoded.text.encode("utf-8")
        assert "\x00" not in decoded.text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200))
@settings(max_examples=300, deadline=None)
def test_sound_utf8_arabic_never_changes(text: str) -> None:
    sound = f"{TEXT}\n{text}"
    written_out = "#" in text or "\ufffd" in text
    assert written_out or decode_page(sound.encode()).text == sound


@given(st.integers(min_value=0, max_value=600), st.binary(min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_damage_anywhere_keeps_most_of_the_page(at: int, damage: bytes) -> None:
    data = page(TEXT).encode()
    try:
        text = decode_page(data[:at] + damage + data[at + len(damage) :]).text
    except NotText:
        return
    assert "أعلنت" in text or "بداية" in text


def test_gzip_is_not_taken_for_text() -> None:
    with pytest.raises(NotText):
        decode_page(gzip.compress(TEXT.encode() * 50))
