"""Lines that speak about the publication, not the world: calls to subscribe, technical notices.

Credits ("… ist ein Podcast von …", "Produziert von …") are no boilerplate: they say who hosts and who produces.
"""

from __future__ import annotations

import re

from kg.documents.lines import Line

_LONGEST_NOTICE = 700
_LONGEST_SPOKEN = 320
_OPENING = 60
_SHORT_CALL = 120

_CREDITS = re.compile(
    r"\b(?:ist|sind|war) ein\w* \w*\s*(?:projekt|podcast|produktion|newsletter|format|sendung|angebot)\b"
    r".{0,40}\b(?:von|der|des)\b"
    r"|^(?:recherchiert|produziert|geschnitten|moderiert|redaktion|produktion|schnitt|musik|moderation|recherche)\b"
    r".{0,40}(?:von|:)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\[?\s*email[\s\xa0]protected\s*\]?|\S+@\S+\.\w+", re.IGNORECASE)

# What a speaker may say at the beginning or the end of an episode.
_SPOKEN = re.compile(
    r"^(?:und )?(?:bitte )?abonnier(?:e|t|en)\b"
    r"|^unterstütz(?:e|t|en)? (?:uns|unsere?n?|den podcast|die sendung)\b"
    r"|\bwerbepartner(?:n|s)? (?:findest|findet|finden|gibt|liegen|auf)\b"
    r"|\bdiskutier(?:en|t) (?:kannst|könnt|gern)"
    r"|\b(?:fragen|wünsche|feedback|anfragen|kritik|anregungen|post|mails?)\b.{0,80}"
    r"(?:\bper mail|\bschick\w*|\bschreib\w*|\ban uns|@)"
    r"|\b(?:schick|schickt|schreib|schreibt) (?:mir|uns)\b"
    r"|^(?:folge|folgt) uns\b"
    r"|\b(?:bewerte|bewertet) (?:uns|den podcast|diesen podcast|die folge)\b"
    r"|\b(?:lass|lasst) (?:uns )?(?:gern\w* )?(?:eine |fünf )?(?:bewertung|sterne|ein abo)\b"
    r"|\bin (?:unseren|den) shownotes\. (?:vielen )?dank\b",
    re.IGNORECASE,
)
# What only written lines say.
_WRITTEN = re.compile(
    r"\b(?:aktuelle|unsere[rn]?|alle) (?:\w+ )?werbepartnern?\b"
    r"|\b(?:ein )?klick auf (?:die|den|einen)\b.{0,60}\b(?:spiel|spring|player)"
    r"|\bspringt der player\b|\bmit dem player\b|^wer (?:auf )?einen? (?:absatz|satz|zeile|abschnitt)\b"
    r"|^(?:tippe?|klicke?) auf\b|^abonnier(?:e|t)\b"
    r"|\bdieser newsletter wird auch\b"
    r"|\b(?:du|sie|ihr) (?:bekommst|bekommen|bekommt|erhältst|erhalten|empfängst|empfangen)"
    r" (?:diesen?|diese) (?:newsletter|mail|e-mail|brief)\b"
    r"|\bunsubscribe\b|\bim browser (?:ansehen|öffnen|lesen|anzeigen)\b"
    r"|\b(?:abbestellen|abmelden)\b.{0,20}$|\babbestellen geht\b"
    r"|\bleite diese (?:e-?)?mail\b|\bteile? diese(?:n|s) (?:newsletter|ausgabe)\b|^zum teilen\b"
    r"|\bder heutige newsletter hat\b|\b(?:vollständige )?lesen dauert\b|^lesezeit\b|\blesezeit \w+ \w+ minuten\b"
    r"|\balle rechte vorbehalten\b|^©|^copyright\b"
    r"|^(?:vielen )?dank(?:e)? für (?:deine|eure|ihre) (?:zeit|aufmerksamkeit|unterstützung)\b"
    r"|\berfolgreichsten helfer\b|\bim nächsten newsletter\b.{0,10}$"
    r"|\b(?:rabatte?|gutscheine?|angebote) unserer (?:werbe)?partner\b"
    r"|\b(?:diese ausgabe|dieses update|dieser (?:brief|newsletter)) geht an\b"
    r"|^(?:verschickt|versandt|erstellt) mit\b|^powered by\b"
    r"|\bauch als (?:brief|newsletter|mail)\b",
    re.IGNORECASE,
)
# What may also be news, unless a short line says it to the reader.
_TO_READERS = re.compile(
    r"\b(?:newsletter|brief)\b.{0,80}\b(?:abonnier\w*|abbestell\w*|abmeld\w*|weiterempf\w*|weiterleit\w*)"
    r"|\babonnier\w*.{0,60}\b(?:newsletter|brief|podcast|kanal)\b"
    r"|\bin sozialen (?:netzwerken|medien)\b.{0,60}\bteilen\b"
    r"|\b(?:newsletter|brief)\b (?:kommt|erscheint) (?:jede|immer)",
    re.IGNORECASE,
)
_READER = re.compile(r"\b(?:du|dir|dich|deine?\w?|euch|eu(?:er|re\w?)|nutze|hier|jetzt)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:impressum|haftungsausschluss|disclaimer|datenschutz(?:erklärung)?|kleingedruckte\w*|cookie\w*|agb)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]*")
_DIRECTION = re.compile(r"[\[(*♪][^\])]{0,60}[\])*♪]")
_LEAD = re.compile(r"^[\W_]+")


def without_lead(text: str) -> str:
    """The line without the emoji and bullets that it begins with."""
    return _LEAD.sub("", text)


def is_credit(text: str) -> bool:
    """Whether a line says who makes the publication."""
    return _CREDITS.search(without_lead(text)) is not None


def is_notice(line: Line) -> bool:
    """Whether a written line is boilerplate."""
    words = without_lead(line.text)
    if _RULE.fullmatch(line.text):
        return True
    if len(words) > _LONGEST_NOTICE or is_credit(words):
        return False
    if len(words) <= 120 and _SHORT.search(words):
        return True
    if len(words) <= 250 and _TO_READERS.search(words) and _READER.search(words):
        return True
    return _WRITTEN.search(words) is not None or (len(words) <= 400 and _SPOKEN.search(words) is not None)


def is_direction(text: str) -> bool:
    """Whether a line of a transcript is no speech but a remark like "[Musik]", or nothing but signs."""
    return _RULE.fullmatch(text) is not None or _DIRECTION.fullmatch(text) is not None


def is_spoken_notice(text: str) -> bool:
    """Whether a turn at the beginning or the end of an episode is nothing but a call to the listeners."""
    if len(text) > _LONGEST_SPOKEN or is_credit(text):
        return False
    found = _SPOKEN.search(text) or _ADDRESS.search(text)
    return found is not None and (found.start() <= _OPENING or len(text) <= _SHORT_CALL)


def opens_with_sign(text: str) -> bool:
    """Whether a line begins with an emoji or another sign that no sentence begins with."""
    return bool(text) and not (text[0].isalnum() or text[0] in "\"'„“”‚‘’«»‹›([{-–—…*#>§$€£&@_+~.,;:!?/%|")
