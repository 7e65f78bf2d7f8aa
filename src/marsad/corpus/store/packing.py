"""Records and pages packed with zstd; records with a dictionary, for the JSON of one is much like that of another."""

from __future__ import annotations

import codecs
import hashlib
import threading
from functools import lru_cache

import zstandard

from marsad.types import Record

PAGE_LEVEL = 9
RECORD_LEVEL = 11
"""0.6 ms a record; level 9 takes 0.35 ms and makes records a twentieth larger, level 15 takes 2.5 ms and saves one in thirty."""
FIRST_BYTES = 65_536
"""The first records of a library are the dictionary of those that follow them: 1.4 instead of 2.2 kB a record of 10 kB."""
LEARNT_BYTES = 225_280
"""A dictionary learnt from 512 records brings them to 1.07 kB, one from 2,048 of the whole to 0.99; one of twice the size no further."""
LEARNING = (512, 8_192)
"""So many records make the next dictionary worth its second of learning, the first in place of that of the first records."""
SAMPLE, ENOUGH = 2_048, 3
"""Records that a dictionary is learnt from, and fewer than which teach none."""
_LETTERS = (
    "".join(map(chr, (*range(0x80), 0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x653))))
    + "".join(map(chr, (*range(0x660, 0x66D), 0x670, 0x671, *range(0x200B, 0x2010), 0xA0, 0xFEFF)))
    + "پچژڤڨگکیھۀە۰۱۲۳۴۵۶۷۸۹«»“”‘’–—…•·°€£©®×éèêëàâçîïôùûüöäÉÈÀœæ"
)
"""The 256 characters of most Arabic news. Written in one byte each instead of UTF-8's two, records pack a fourteenth smaller."""
_NARROW = b"\x01"
"""What stands before a packed record that is written in these; zstd's own frames begin with another byte."""
_ENCODING = codecs.charmap_build(_LETTERS)
MOST_BYTES = 1 << 30
"""A packed page that claims to be larger than any page may be is damaged."""


def pack_page(data: bytes) -> bytes:
    """The bytes of a page, packed."""
    return zstandard.ZstdCompressor(level=PAGE_LEVEL, write_checksum=True).compress(data)


def unpack_page(data: bytes) -> bytes:
    """The bytes of a page as they were; damaged data is `ValueError`."""
    return _unpack(zstandard.ZstdDecompressor(), data)


def make_dictionary(records: list[bytes]) -> bytes:
    """A dictionary from the JSON of a library's first records: as much of them as helps."""
    return b"\n".join(_narrow(one) or one for one in records)[:FIRST_BYTES]


def learn_dictionary(records: list[bytes]) -> bytes:
    """A dictionary of what the JSON of some hundreds of records has in common."""
    return zstandard.train_dictionary(LEARNT_BYTES, [_narrow(one) or one for one in records]).as_bytes()


class RecordPacker:
    """Packs and unpacks the JSON of records with one dictionary."""

    def __init__(self, dictionary: bytes) -> None:
        content = zstandard.ZstdCompressionDict(dictionary)  # learnt ones say themselves that they are
        self._compressor = zstandard.ZstdCompressor(
            level=RECORD_LEVEL, dict_data=content, write_dict_id=False
        )
        self._decompressor = zstandard.ZstdDecompressor(dict_data=content)

    def pack(self, data: bytes) -> bytes:
        """The JSON, packed."""
        narrow = _narrow(data)
        return (
            self._compressor.compress(data) if narrow is None else _NARROW + self._compressor.compress(narrow)
        )

    def unpack(self, data: bytes) -> bytes:
        """The JSON as it was; damaged data is `ValueError`."""
        if not data.startswith(_NARROW):
            return _unpack(self._decompressor, data)
        return codecs.charmap_decode(_unpack(self._decompressor, data[1:]), "strict", _LETTERS)[0].encode()


def _narrow(data: bytes) -> bytes | None:
    """UTF-8 in one byte a character; `None` where a character is none of the usual ones."""
    try:
        return codecs.charmap_encode(data.decode(), "strict", _ENCODING)[0]
    except UnicodeEncodeError:
        return None


def packer_of(dictionary: bytes) -> RecordPacker:
    """The packer with a dictionary, made once for each thread: zstd's contexts are not to be shared."""
    return _packer(dictionary, threading.get_ident())


@lru_cache(maxsize=48)
def _packer(dictionary: bytes, thread: int) -> RecordPacker:
    return RecordPacker(dictionary)


def sha256(data: bytes) -> bytes:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).digest()


def encode_record(record: Record) -> bytes:
    """The record as JSON."""
    return record.to_json().encode()


def _unpack(decompressor: zstandard.ZstdDecompressor, data: bytes) -> bytes:
    try:
        if zstandard.frame_content_size(data) > MOST_BYTES:
            raise ValueError("it claims to be larger than a page can be")
        return decompressor.decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError(f"it cannot be unpacked: {error}") from None
