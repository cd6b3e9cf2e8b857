"""How people and their programs say that they are away."""

import re

# As a heading of its own: "Abwesenheitsnotiz: …", "Out of Office Re: …"; no person begins a subject so.
_END = r"\s*(?::|-\s|–\s|$|re\b|aw\b|auto-?reply|reply\s*(?::|$)|message\s*(?::|$))"
SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:"
    rf"abwesenheits(?:notiz|assistent|nachricht|meldung|benachrichtigung){_END}|abwesen(?:heit|d){_END}"
    r"|abwesenheit (?:bis|vom|von|ab)\b|automatische abwesenheits|abwesenheitsassistent"
    r"|(?:ich bin |bin )?(?:derzeit |momentan )?(?:nicht im b(?:ü|ue)ro|au(?:ß|ss)er haus)\b"
    rf"|urlaub\s*:|urlaubsabwesenheit{_END}|betriebsferien\s*:"
    rf"|out[ -]of[ -](?:the[ -])?office{_END}|ooo\s*:|away from (?:the |my )?(?:office|mail|e-mail)"
    rf"|on vacation{_END}|vacation (?:reply|message|notice){_END}|vacation{_END}"
    r"|fuori (?:sede|ufficio)\b|absence du bureau|absent du bureau|fuera de (?:la )?oficina"
    r"|fr(?:å|aa?)nvaro\b|ik ben afwezig|afwezig(?:heid)?\s*:"
    r"|poza biurem|nieobecno(?:ś|s)(?:ć|c)\b)",
    re.IGNORECASE,
)
# A word for being away somewhere in the subject of a machine's answer.
HINT = re.compile(
    r"abwesen|urlaub|nicht im b(?:ü|ue)ro|au(?:ß|ss)er haus|vacation|out of (?:the )?office"
    r"|absen[ct]|holiday"
    r"|afwezig|ferie|regelantwort",
    re.IGNORECASE,
)
# A whole subject as Lotus Domino writes it.
NAMED = re.compile(r".{2,60} (?:is out of the office|ist au(?:ß|ss)er haus)\.?\s*$", re.IGNORECASE)
TEXT = re.compile(
    r"\b(?:ich|wir) (?:bin|sind|befinden? (?:mich|uns)|werden?"
    r"|haben?)\b[^.!?]{0,80}(?:nicht (?:im (?:büro|haus|dienst)"
    r"|erreichbar|am platz|da\b)|urlaub|abwesend|außer haus|ferien|elternzeit|verreist)"
    r"|wieder (?:für sie )?(?:da\b|erreichbar|im büro|im haus)|wird nicht weitergeleitet"
    r"|kehre[^.!?]{0,40}zurück"
    r"|\bi(?: a|'|’)?m\b[^.!?]{0,60}(?:out of (?:the )?office|away|on (?:vacation|holiday|leave"
    r"|annual)|unavailable)"
    r"|\bi will (?:be (?:out|away|on)\b|not return)|(?:currently|be) out of (?:the )?office"
    r"|limited access to (?:my )?e-?mail"
    r"|absente? (?:du bureau|jusqu)|en congés?|en vacances|fuera de (?:la )?oficina|de vacaciones"
    r"|\bausente"
    r"|fuori (?:ufficio|sede)|in ferie|\bassente|de férias|fora do escritório|\bafwezig"
    r"|met vakantie|niet op kantoor"
    r"|poza biurem|na urlopie|nieobecn|frånvarande|semester till|ikke på kontoret|på ferie"
    r"|fraværende|mimo kancelář",
    re.IGNORECASE,
)
_TEXT_READ = 1500  # characters; the notice stands at the top


def is_heading(subject: str) -> bool:
    """The subject alone tells."""
    return bool(SUBJECT.match(subject) or NAMED.match(subject))


def is_told(subject: str, text: str) -> bool:
    """A machine's answer says in any place that its owner is away."""
    return bool(HINT.search(subject)) or says_so(text)


def says_so(text: str) -> bool:
    """The text speaks of being away."""
    return bool(TEXT.search(text[:_TEXT_READ]))
