"""Text into tokens: German with what transcripts and newsletters add (money, times, marks, domains, handles).

One regular expression, tried alternative by alternative at each place. It needs no model, so training, running and
tests cut text the same way.
"""

import re
from collections.abc import Iterator
from typing import Final

_ABBREVIATIONS: Final = (
    "Abb Abs Abt Anm Art Aufl Az Bd Bl Bsp Chr Co Corp Dipl Dr Dres Ed Ing Fa Fr Frl Gebr Ges Hr Hrn Hrsg Inc Jg Jh "
    "Jr Kap Kfm Lfd Ltd Max Min Mio Mr Mrd Mrs Ms Mt Nr No Op Prof Rd Sen Sr St Std Str Tab Tel Tsd Univ Ver Vgl "
    "Vol Ziff abzgl allg amtl bes betr bspw bzgl bzw ca dgl div ebd ehem eigtl einschl engl etc evtl exkl f ff "
    "franz geb gegr gem ggf ggü i inkl insb jmd lat lt max mind min mtl mögl mwst n o od phil rer röm s sek sog st "
    "std südl nördl tägl tel urspr usf usw v vgl vs zzgl zit zus Bill bill Trill vorm nachm Jan Feb Apr Aug Sept "
    "Sep Okt Nov Dez Mi Do "
).split()
# After these a full stop ends a sentence more often than it shortens a word.
_NEEDS_MORE: Final = frozenset(
    "Art No Max Min max min Mi Do Fa f ff s o i n v Tab Bill bill Op Ed Rd Ver Sen geb St Co Inc Corp".split()
)
_PLAIN: Final = "|".join(sorted((word for word in _ABBREVIATIONS if word not in _NEEDS_MORE), key=len, reverse=True))
_CAREFUL: Final = "|".join(sorted(_NEEDS_MORE, key=len, reverse=True))
# A number with a full stop before one of these ends its sentence; before other words it is an ordinal.
_OPENERS: Final = (
    "Aber|Also|Am|An|Auch|Auf|Bei|Da|Dabei|Damit|Dann|Das|Dass|Denn|Der|Deshalb|Die|Dies|Diese|Dieser|Doch|Ein|"
    "Eine|Er|Es|Für|Genau|Gibt|Hier|Ich|Ihr|Im|In|Ist|Ja|Jetzt|Man|Mit|Nach|Nein|Nun|Oder|Okay|Sie|So|Und|Viele|Von|Vor|"
    "Was|Weil|Wenn|Wer|Wie|Wir|Wo|Zu|Zum|Zur|The|This|That|It|We|You|And|But|He|She|They|In|On|At"
)
_ZONES: Final = (
    "ai app art at biz blog ch cloud club co com de dev edu energy eu fi finance fm fr gg gov info io it jp legal me "
    "media news net nl no nrw online org pl podcast ru se shop show so social tech tv uk us wiki work world xyz"
)
_LETTER: Final = r"[^\W\d_]"

_PATTERN: Final = re.compile(
    "|".join(
        (
            r"https?://[^\s<>\"“”„]*[^\s<>\"“”„.,;:!?)\]'’]",
            r"www\.[^\s<>\"“”„]*[^\s<>\"“”„.,;:!?)\]'’]",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            rf"(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:{_ZONES.replace(' ', '|')})\b(?![-.]\w)(?:/[^\s<>\"“”„,;]*[\w/])?",
            r"@\w[\w.]*\w|@\w",
            r"\#\w+",
            # Clock times and places in the audio.
            r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?!\w)",
            # Dates in figures, section numbers.
            r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?(?!\d)",
            # Numbers with decimals and thousands; the rest of "24/7", "5G", "3,5x" stays with them.
            r"[+−-]?\d+(?:[.,]\d+)*(?:[/-]\d+)*(?:[-/]?" + _LETTER + r"+(?:[-–]\w+)*)?",
            rf"(?:{_LETTER}\.){{2,}}",
            r"(?:z|d|u|o|i|s|v|m|n|e)\.(?=\s(?:B|h|a|ä|Ä|d|R|T|U|E|o|u|V|M|W)\.)",
            r"(?<=z\. )B\.|(?<=d\. )h\.|(?<=u\. )a\.|(?<=i\. )d\.|(?<=o\. )ä\.",
            rf"(?:{_PLAIN})\.(?=$|[\s,;:)/])",
            rf"(?:{_CAREFUL})\.(?=\s+[\dA-ZÄÖÜ§(])(?!\s+(?:{_OPENERS})\b)",
            r"(?<![\w.])[A-ZÄÖÜ]\.(?=\s?[A-ZÄÖÜ])",
            # Gender marks inside a word.
            rf"{_LETTER}+[:*_·]in(?:nen)?(?![\w])",
            r"[A-ZÄÖÜ]{2,}(?:/[A-ZÄÖÜ]{2,})+(?:-\w+)*",
            rf"(?:[DOdo]['’](?=[A-ZÄÖÜ]))?{_LETTER}[\w]*(?:[&]\w+|[-‐‑–](?=\w)\w+(?:\.\d+)*|[.]\d+\b|['’](?!(?:s|t|re|ve|ll|d|m|n|ne|nen|ner|em)\b)(?={_LETTER}{{2}})\w+)*(?:\+(?!\w)|\+\+|-(?=\s|,))?",
            r"['’](?:s|t|re|ve|ll|d|m|n|ne|nen|ner|em)\b",
            r"\.{2,}|…|-{2,}|>>+|<<+|={2,}|\*{2,}|_+",
            r"\S",
        )
    )
)
_ORDINAL: Final = re.compile(rf"\d{{1,2}}\.(?=\s+[^\W\d_])(?!\s+(?:{_OPENERS})\b)(?<!\d\.\d\.)")


def cut(text: str) -> Iterator[tuple[int, int]]:
    """The places (start, end) of all tokens, in order; white space belongs to none of them."""
    at, size = 0, len(text)
    search, ordinal = _PATTERN.search, _ORDINAL.match
    while at < size:
        found = search(text, at)
        if found is None:
            return
        start, end = found.span()
        if end < size and text[end] == "." and end - start <= 2 and text[start].isdigit():
            whole = ordinal(text, start)
            if whole is not None and whole.end() == end + 1:
                end += 1
        yield start, end
        at = end


def tokens(text: str) -> list[str]:
    """The tokens as strings."""
    return [text[start:end] for start, end in cut(text)]
