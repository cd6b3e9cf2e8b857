"""Phone numbers in any notation, understood as one number (ITU-T E.164) and shown one way."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

import phonenumbers
from django.conf import settings
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

MOST = 100  # characters that can be a number; SIP addresses are long
_SHORTEST_TRUNK = 5  # digits after the area code before an extension begins
_LONGEST_EXTENSION = 5
_NOBODY = re.compile(
    r"<?(anonymous|anonym|unknown|unbekannt|unavailable|restricted|private|withheld)>?(@.*)?"
)
_INSIDE = re.compile(r"<([^<>]*)>")  # "Erika" <sip:…>
_URI = re.compile(r"(?:sips?|tel):", re.IGNORECASE)
_PLAUSIBLE = re.compile(r"[+\d\s()/.\-–—\u00a0]+")


class Kind(StrEnum):
    """What a text turned out to be."""

    NUMBER = "number"
    SHORT = "short"  # an extension, or a number like 110 and 116117: nobody's outside
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"  # could not be read; `raw` is all we have


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it came, and as it is compared; `e164` ("+49891234551") is "" unless it is a NUMBER."""

    raw: str
    e164: str
    kind: Kind


def read(text: str, *, country: str | None = None, area: str | None = None) -> Phone:
    """Understand `text`; never raises. Country ("DE") and area code ("89") are our seat's unless named."""
    country = settings.HOSTDESK["HOSTDESK_PHONE_COUNTRY"] if country is None else country
    area = settings.HOSTDESK["HOSTDESK_PHONE_AREA"] if area is None else area
    raw = text.replace("\x00", "").strip()[:MOST]
    bare = _bare(raw)
    if not bare or _NOBODY.fullmatch(bare.lower()):
        return Phone(raw, "", Kind.SUPPRESSED)
    if not _PLAUSIBLE.fullmatch(bare):
        return Phone(raw, "", Kind.UNKNOWN)
    digits = _digits(bare)
    if re.fullmatch(r"[1-9]\d{0,5}", digits):
        return Phone(raw, "", Kind.SHORT)
    number = _number(digits, country, area.lstrip("0"))
    return Phone(raw, _e164(number), Kind.NUMBER) if number else Phone(raw, "", Kind.UNKNOWN)


def shown(phone: Phone, language: str) -> str:
    """The one way in which people see it: "+49 89 1234551", or why there is no number ("de" or "en")."""
    if phone.e164:
        return phonenumbers.format_number(phonenumbers.parse(phone.e164), PhoneNumberFormat.INTERNATIONAL)
    if phone.kind is Kind.SUPPRESSED:
        return "withheld number" if language == "en" else "unterdrückte Nummer"
    return phone.raw


def dial_link(text: str) -> str:
    """Where a click on this number leads: the program or page that dials it (HOSTDESK_DIAL_LINK)."""
    number = read(text).e164 or re.sub(r"[^0-9+]", "", text)
    return str(settings.HOSTDESK["HOSTDESK_DIAL_LINK"]).replace("{number}", quote(number, safe="+"))


def trunks(phone: Phone) -> list[str]:
    """Numbers of the same line with fewer digits or with its switchboard ("-0"), the longest first.

    +4989123455122 may be extension 22 of +49891234551. Mobile phones have no extensions.
    """
    if not phone.e164:
        return []
    number = phonenumbers.parse(phone.e164)
    if phonenumbers.number_type(number) == PhoneNumberType.MOBILE:
        return []
    least = len(f"+{number.country_code}") + phonenumbers.length_of_geographical_area_code(number)
    found: list[str] = []
    for end in range(len(phone.e164) - 1, len(phone.e164) - 1 - _LONGEST_EXTENSION, -1):
        if end - least >= _SHORTEST_TRUNK:
            found += [phone.e164[:end], f"{phone.e164[:end]}0"]
    return [one for one in found if one != phone.e164]


def _bare(raw: str) -> str:
    """Without a name, a scheme, a server, and what some boxes append."""
    inside = _INSIDE.search(raw)
    bare = inside.group(1) if inside and inside.group(1) else raw
    if _URI.match(bare):
        bare = re.split(r"[@;?]", bare.partition(":")[2])[0]
    return bare.strip().removesuffix("#").strip()


def _digits(bare: str) -> str:
    """Digits, and the plus if there was one; `+49 (0) 89` is written for two kinds of readers."""
    if bare.lstrip("( ").startswith(("+", "00")):
        bare = bare.replace("(0)", "")
    plain = "".join(str(int(one)) for one in bare if one.isdecimal())
    return f"+{plain}" if bare.lstrip("( ").startswith("+") else plain


def _number(digits: str, country: str, area: str) -> PhoneNumber | None:
    """Exchanges send E.164 without its plus, and numbers of the same town without their area code."""
    spellings = [digits]
    if re.fullmatch(r"[1-9]\d{8,14}", digits):
        spellings = [f"+{digits}", digits]
    if area and re.fullmatch(r"[1-9]\d{3,9}", digits):
        spellings.insert(len(spellings) - 1, f"0{area}{digits}")
    readings = [one for one in (_parsed(spelling, country) for spelling in spellings) if one]
    return next(iter([*filter(phonenumbers.is_valid_number, readings), *readings]), None)


def _parsed(digits: str, country: str) -> PhoneNumber | None:
    """Without country and zero it is none that could be called: only the area code would make it one."""
    if not digits.startswith(("+", "0")):
        return None
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
