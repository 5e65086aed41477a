"""From bytes to text, with a precise word on what is no text."""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an office file", "Unpack it, or save it as plain text"),
    (b"%PDF", "a PDF", "Save its text first, for example with pdftotext"),
    (b"ID3", "an MP3 recording", "Transcribe it first, for example with whisper"),
    (b"\xff\xfb", "an MP3 recording", "Transcribe it first, for example with whisper"),
    (b"\xff\xf3", "an MP3 recording", "Transcribe it first, for example with whisper"),
    (b"OggS", "an Ogg recording", "Transcribe it first, for example with whisper"),
    (b"fLaC", "a FLAC recording", "Transcribe it first, for example with whisper"),
    (b"RIFF", "a WAV recording or a RIFF container", "Transcribe it first, for example with whisper"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video", "Transcribe it first, for example with whisper"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"BZh", "a bzip2 archive", "Unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"\x89PNG", "a PNG picture", "Give the text that it shows"),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the text that it shows"),
    (b"GIF8", "a GIF picture", "Give the text that it shows"),
    (b"{\\rtf", "an RTF file", "Save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save it as plain text"),
    (b"SQLite format 3\x00", "a SQLite database", "Give the transcript itself"),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_GERMAN_LATIN_1 = re.compile(rb"[A-Za-z][\xe4\xf6\xfc\xdf\xc4\xd6\xdc]|[\xe4\xf6\xfc\xdf\xc4\xd6\xdc][a-z]")
_CP1252_ONLY = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")


def decode(data: bytes, path: str) -> str:
    """The text of a UTF-8 file without its byte order mark; newlines stay as they are.

    Raises:
        InputError: if it is a known binary format, has NUL bytes, is not UTF-8, is empty or holds nothing but blanks.
    """
    _refuse_binary(data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, path) from None
    text = text.removeprefix("\ufeff")
    refuse_blank(text, path)
    return text


def refuse_blank(text: str, path: str) -> None:
    """Refuse a text without any character that shows.

    Raises:
        InputError: if there is none.
    """
    if not text:
        raise InputError(path, "the file is empty", "Give a file that holds a transcript or a newsletter.")
    if text.isspace():
        raise InputError(path, "the file holds nothing but blanks", "Give a file that holds a transcript.")


def refuse_surrogates(text: str, path: str) -> None:
    """Refuse halves of characters, which JSON escapes can bring in and no UTF-8 file can hold.

    Raises:
        InputError: with the line of the text where the first one stands.
    """
    half = re.search(r"[\ud800-\udfff]", text)
    if half is not None:
        found = f"half a character (the lone surrogate U+{ord(half[0]):04X})"
        line = text.count("\n", 0, half.start()) + 1
        raise InputError(path, found, "Write the file anew as UTF-8 with whole characters.", line=line)


def _refuse_binary(data: bytes, path: str) -> None:
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            found = f"the file is {encoding}, not UTF-8"
            raise InputError(path, found, f"Convert it: iconv -f {encoding} -t UTF-8.", line=1)
    for mark, name, remedy in _MAGIC:
        if data.startswith(mark):
            raise InputError(path, f"the file is {name}, not text", f"{remedy}.")
    if data[4:8] == b"ftyp":
        raise InputError(path, "the file is an MP4 or M4A recording, not text", "Transcribe it first with whisper.")
    place = data.find(b"\0")
    if place >= 0:
        line = _line(data, place)
        raise InputError(path, "a NUL byte: the file is binary, not text", "Give a text file in UTF-8.", line=line)


def _not_utf8(data: bytes, place: int, path: str) -> InputError:
    line = _line(data, place)
    if _CP1252_ONLY.search(data):
        likely, name = "Windows-1252", "WINDOWS-1252"
    elif _GERMAN_LATIN_1.search(data):
        likely, name = "Latin-1", "LATIN1"
    else:
        found = f"byte 0x{data[place]:02X} is not UTF-8"
        return InputError(path, found, "Save the file as UTF-8.", line=line)
    found = f"byte 0x{data[place]:02X} is not UTF-8; the file is likely {likely}"
    return InputError(path, found, f"Convert it: iconv -f {name} -t UTF-8.", line=line)


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
