"""The words by which a reply says yes, no, or something between, in German and English, lower case."""

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)")


QUOTE_HEAD = re.compile(
    r"\s*(?:am .{4,120} schrieb\b|on .{4,120} wrote:|-{2,}\s*(?:urspr|original|weitergeleit|forwarded)"
    r"|_{10,}|(?:von|from):\s)"
)
YES = _any(
    "ja", "jawohl", "einverstanden", "(?:ich|wir) stimmen? (?:dem |hiermit )?zu", "stimmen? (?:ich|wir) zu",
    "zugestimmt", "zustimmung erteilt", "genehmigt", "freigegeben", "freigabe erteilt", "beauftragt",
    "(?:ich|wir) beauftragen?", "in ordnung", "geht klar", "ok", "okay", "passt",
    "yes", "i agree", "we agree", "agreed", "approved", "i accept", "we accept", "accepted", "go ahead",
    "i consent", "we consent", "please proceed",
)  # fmt: skip
NO = _any(
    "nein", "ne", "nee", "nö", "nicht", "nichts", "nie", "niemals", "kein", "keine", "keinen", "keiner",
    "keinem", "keinesfalls", "keineswegs", "ablehnen", "lehnen?", "abgelehnt", "widerspreche", "widerrufe",
    "stopp?", "weder", "no", "not", "don't", "do not", "doesn't", "didn't", "cannot", "can't", "won't",
    "wouldn't", "never", "none", "neither", "nor", "declined?", "refuse", "disagree", "reject",
    "un-?einverstanden", "isn't", "aren't",
)  # fmt: skip
PLAIN_NO = re.compile(r"(?:nein|no)\b|.{0,40}\b(?:nicht einverstanden|not agree|keine zustimmung)\b")
# Conditions, limits, other times, other people, machines: somebody must ask again.
_DOUBTS = _any(
    "wenn", "falls", "sofern", "solange", "sobald", "erst", "aber", "jedoch", "allerdings", "sondern",
    "ohne", "außer", "ausser", "nur", "maximal", "höchstens", "hoechstens", "bis zu", "unter der",
    "unter vorbehalt", "vorbehaltlich", r"bedingung\w*", "(?<!guten )morgen", "montag", "später",
    "vielleicht", "eventuell", "evtl", "vermutlich", "wahrscheinlich", "grundsätzlich", "prinzipiell",
    "eigentlich", "fast", "kostenlos", "kostenfrei", "gratis", "umsonst", r"kulanz\w*", "rückruf", "warten",
    "weiterleiten", "weitergeleitet", r"chef\w*", "kollegen", "abwesend", r"abwesenheit\w*", "urlaub",
    r"automatisch\w*", "wieder erreichbar", r"würde\w*", r"könnte\w*", r"hätte\w*", r"wäre\w*",
    r"sollte\w*", "als ob", "ironie", "haha",
    "if", "unless", "provided", "as long as", "once", "but", "however", "only", "except", "without", "up to",
    "at most", "maximum", "tomorrow", "monday", "later", "maybe", "perhaps", "possibly", "probably", "would",
    "could", "should", "might", "free of charge", "for free", "boss", "colleagues?", "away",
    "out of (?:the )?office", "vacation", "holidays?", r"automatic\w*", "auto-?reply", "on leave", "wait",
)  # fmt: skip
DOUBT = re.compile(r"\?|" + _DOUBTS.pattern)
