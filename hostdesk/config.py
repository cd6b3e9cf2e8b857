"""Configuration: every environment variable of Hostdesk, its meaning and its default, in one table.

`docs/configuration.md` is written from this table by `hostdesk settings --markdown`; a test compares the two.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from phonenumbers import SUPPORTED_REGIONS

from hostdesk.core import call_lines, call_sources, colours, holidays_de, hours, numbers
from hostdesk.lib import api_tokens


class WrongSetting(Exception):
    """A value that we cannot start with; the text says what to set."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: `read` turns its text into a value or raises ValueError with a hint."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read all settings; raises WrongSetting with one sentence per wrong value."""
    values, wrong = {}, []
    for setting in TABLE:
        text = environ.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            wrong.append(f"{setting.name} is {text!r}: {error}.")
    unknown = sorted(n for n in environ if n.startswith("HOSTDESK_") and n not in _NAMES)
    wrong += [
        f"{name} is not a setting of Hostdesk: see `hostdesk settings` for their names." for name in unknown
    ]
    if wrong:
        raise WrongSetting("\n".join(wrong))
    return values


def check_public(values: Mapping[str, Any]) -> None:
    """WrongSetting, if people can reach these pages and the law's links are missing (DDG § 5, GDPR 13)."""
    host = urlsplit(values["HOSTDESK_URL"]).hostname
    missing = [name for name in _LAW if not values[name]]
    if missing and host not in _THIS_MACHINE:
        raise WrongSetting(
            f"{' and '.join(missing)} must be set before the pages at {values['HOSTDESK_URL']} are served: "
            "write the addresses of your imprint and your privacy notice."
        )


def _text(value: str) -> str:
    return value


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in value.split(",") if word.strip())


def _flag(value: str) -> bool:
    known = {
        "1": True,
        "yes": True,
        "true": True,
        "on": True,
        "0": False,
        "no": False,
        "false": False,
        "off": False,
    }
    if value.lower() not in known:
        raise ValueError("write yes or no")
    return known[value.lower()]


def _count(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("write a whole number, 0 or more")
    return int(value)


def _megabytes(value: str) -> int:
    # The reader's own cap lies at 64 MiB, a little above whatever a door may let in.
    if not value.isdecimal() or not 1 <= int(value) <= 60:
        raise ValueError("write a whole number from 1 to 60")
    return int(value)


def _port(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) <= 65535:
        raise ValueError("write HOST:PORT, for instance 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def _box(value: str) -> tuple[str, int] | None:
    return _port(value if ":" in value else f"{value}:1012") if value else None


def _dial_link(value: str) -> str:
    if not value.startswith(("tel:", "sip:", "callto:", "https://")) or "{number}" not in value:
        raise ValueError("write an address with {number} that begins with tel:, sip:, callto: or https://")
    return value


def _manager(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme != "ami" or not parts.hostname or not parts.username or not parts.password):
        raise ValueError("write ami://user:secret@host, with :port unless it is 5038")
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _url(*schemes: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value and value.partition("://")[0] not in schemes:
            raise ValueError("start it with " + " or ".join(f"{scheme}://" for scheme in schemes))
        return value.rstrip("/")

    return read


def _page(value: str) -> str:
    if value and not value.startswith(("https://", "http://", "/")):
        raise ValueError("start it with https://, or with / for a page on this server")
    return value


def _colour(value: str) -> str:
    if value:
        colours.accent(value)
    return value.lower()


def _picture(value: str) -> Path | None:
    path = Path(value).expanduser().resolve() if value else None
    if path and path.suffix.lower() not in {".svg", ".png"}:
        raise ValueError("name an SVG or PNG file")
    if path and not path.is_file():
        raise ValueError("there is no such file")
    return path


def _phone(value: str) -> str:
    if value and not re.fullmatch(r"\+[0-9][0-9 ()/-]{5,30}", value):
        raise ValueError("write the number with its country, for instance +49 89 12345-100")
    return value


def _country(value: str) -> str:
    if value.upper() not in SUPPORTED_REGIONS:
        raise ValueError("write a country as two letters, for instance DE")
    return value.upper()


def _area(value: str) -> str:
    if value and not re.fullmatch(r"0?[1-9][0-9]{1,5}", value):
        raise ValueError("write the area code, for instance 89")
    return value.removeprefix("0")


def _ocr_language(value: str) -> str:
    if value and not re.fullmatch(r"[a-z]{3}(\+[a-z]{3})*", value):
        raise ValueError("write languages as Tesseract names them, for instance deu or deu+eng")
    return value


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError("write one of " + ", ".join(choices))
        return value

    return read


def _origins(value: str) -> tuple[str, ...]:
    found = _words(value)
    wrong = [one for one in found if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", one)]
    if wrong:
        raise ValueError("write origins like https://www.example.test, separated by commas")
    return found


def _domain(value: str) -> str:
    if "@" in value or "." not in value:
        raise ValueError("write a domain name, for instance support.example.test")
    return value.lower()


def _region(value: str) -> str:
    holidays_de.check(value)
    return value


def _hours(value: str) -> str:
    hours.parse(value)
    return value


def _tokens(value: str) -> dict[str, str]:
    return api_tokens.parse(value)


def _prefix(value: str) -> str:
    numbers.check_prefix(value)
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is not a regular expression ({error})") from error
    return value


# One setting a line, as in the manual.
# fmt: off
TABLE: tuple[Setting, ...] = (
    Setting("HOSTDESK_HOME", "./var", _path, "Folder for the embedded database, raw messages, attachments and keys."),
    Setting("DATABASE_URL", "", _url("sqlite", "postgres", "postgresql"), "Database; empty means SQLite in HOSTDESK_HOME. For instance `postgres://user:secret@db/hostdesk`."),
    Setting("HOSTDESK_REDIS_URL", "", _url("redis", "rediss"), "Redis or Valkey for live updates between several processes; empty keeps them in one process."),
    Setting("HOSTDESK_SECRET", "", _text, "Key for sessions, reply keys and signatures, 32 characters or more; empty makes one in HOSTDESK_HOME on first start."),
    Setting("HOSTDESK_URL", "http://127.0.0.1:8000", _url("http", "https"), "The address under which people reach the desk; used in mails."),
    Setting("HOSTDESK_LISTEN", "127.0.0.1:8000", _port, "Where the web server listens."),
    Setting("HOSTDESK_LMTP", "127.0.0.1:8024", _port, "Where the LMTP server listens for mail from the MTA."),
    Setting("HOSTDESK_LMTP_PEERS", "127.0.0.1,::1", _words, "Addresses that may hand in mail by LMTP; all others are refused."),
    Setting("HOSTDESK_PROXIES", "", _words, "Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; empty believes none."),
    Setting("HOSTDESK_WEB_THREADS", "8", _count, "Requests answered at the same time by one web process."),
    Setting("HOSTDESK_DEBUG", "no", _flag, "Show tracebacks in the browser; never on a machine that strangers reach."),
    Setting("HOSTDESK_PROVIDER", "Hosting provider", _text, "Name of the provider, as it stands in letters and on pages."),
    Setting("HOSTDESK_IMPRINT_URL", "", _page, "Imprint of the provider; `{language}` in it becomes de or en. Needed as soon as HOSTDESK_URL can be reached by others."),
    Setting("HOSTDESK_PRIVACY_URL", "", _page, "Privacy notice of the provider; `{language}` in it becomes de or en. Needed as soon as HOSTDESK_URL can be reached by others."),
    Setting("HOSTDESK_ACCENT", "", _colour, "Colour of links and buttons on the public pages, like `#1d45b0`; refused if text in it could not be read. Empty keeps Hostdesk's blue."),
    Setting("HOSTDESK_LOGO", "", _picture, "SVG or PNG file with the provider's logo for the public pages; empty shows a sign and the name."),
    Setting("HOSTDESK_SALES_PHONE", "", _phone, "Phone for people who are not customers yet, as it is shown; answered in the support hours (M4)."),
    Setting("HOSTDESK_CUSTOMER_PHONE", "", _phone, "Phone of support around the clock; only customers who have signed in see it (M6)."),
    Setting("HOSTDESK_PHONE_COUNTRY", "DE", _country, "Country of the provider's phones: numbers without one are numbers there."),
    Setting("HOSTDESK_PHONE_AREA", "", _area, "Area code of the provider's phones, for instance 89: numbers without one are in this town. Empty leaves such numbers unread."),
    Setting("HOSTDESK_CALL_SOURCES", "", call_sources.parse, "Telephone exchanges that tell of calls, as `NAME:DIALECT:TOKEN` or `NAME:DIALECT:TOKEN:SECRET` separated by commas; see the page about phones. Empty lets none."),
    Setting("HOSTDESK_CALL_LINES", "", call_lines.parse, "Further phone numbers and whose they are, as `+49 89 12345-300=accounting` separated by commas; the numbers of HOSTDESK_SALES_PHONE and HOSTDESK_CUSTOMER_PHONE are known."),
    Setting("HOSTDESK_FRITZBOX", "", _box, "FRITZ!Box whose call monitor is listened to, as HOST or HOST:PORT; empty listens to none."),
    Setting("HOSTDESK_ASTERISK", "", _manager, "Asterisk whose manager interface is listened to, as `ami://user:secret@host`; empty listens to none."),
    Setting("HOSTDESK_DIAL_LINK", "tel:{number}", _dial_link, "Where a click on a phone number leads: the phone program of the computer, or a page of the exchange that dials; `{number}` becomes the number."),
    Setting("HOSTDESK_FAX", "", _phone, "Fax number for all departments, as it is shown (M3)."),
    Setting("HOSTDESK_FAX_SERVER", "", _url("hylafax"), "HylaFAX server that sends our faxes, like `hylafax://desk:secret@127.0.0.1:4559`; its protocol is not encrypted. Empty sends none."),
    Setting("HOSTDESK_FAX_LINES", "", call_lines.parse, "Fax numbers, extensions or modems and whose they are, as `+49 89 12345-301=accounting,ttyS1=sales` separated by commas; what comes by others is sorted by its words."),
    Setting("HOSTDESK_FAX_OCR", "deu", _ocr_language, "Language in which Tesseract reads faxes, if it is installed; empty reads none."),
    Setting("HOSTDESK_EMBED_ORIGINS", "", _origins, "Origins of the provider's own sites that may show the contact form in a frame, like `https://www.example.test`, separated by commas; empty allows none."),
    Setting("HOSTDESK_DOMAIN", "localhost.localdomain", _domain, "Mail domain of the desk: department and reply addresses live in it."),
    Setting("HOSTDESK_NUMBER_PREFIX", "HD", _prefix, "Letters before every ticket number."),
    Setting("HOSTDESK_REGION", "DE-BY+CATH", _region, "Seat of the provider, for public holidays: a German state, `+CATH` or `DE-BY-AUGSBURG` for municipalities with further ones."),
    Setting("HOSTDESK_TIMEZONE", "Europe/Berlin", _text, "Time zone of the provider's seat."),
    Setting("HOSTDESK_SUPPORT_HOURS", "Mon-Fri 08:00-18:00", _hours, "Standard support hours at the provider's seat (M15)."),
    Setting("HOSTDESK_CLOSED_DAYS", "", _words, "Further closed days, as MM-DD or YYYY-MM-DD, separated by commas."),
    Setting("HOSTDESK_RESPONSE_HOURS", "4", _count, "Support hours within which a person gives the first response (M14)."),
    Setting("HOSTDESK_LANGUAGE", "de", _one_of("de", "en"), "Language of letters and pages when nothing better is known."),
    Setting("HOSTDESK_SMTP", "smtp://127.0.0.1:25", _url("smtp", "smtps", "smtp+starttls"), "Server that takes our mail: `smtp://`, `smtp+starttls://` or `smtps://`, with user:password@ if it wants them."),
    Setting("HOSTDESK_SMTP_TIMEOUT", "60", _count, "Seconds to wait for an answer of that server."),
    Setting("HOSTDESK_MAILBOXES", "", _text, "Mailboxes to fetch by IMAP, separated by blanks: `imaps://user:password@host/INBOX?done=Hostdesk`; see the administrator's manual for OAuth."),
    Setting("HOSTDESK_AUTHSERV_ID", "", _text, "Name of our own border mail server in Authentication-Results; only its verdicts are believed. Empty believes none."),
    Setting("HOSTDESK_CHECK_AUTHENTICATION", "no", _flag, "Check DKIM and DMARC of incoming mail here, by DNS; for hosts whose border server does not, so only while HOSTDESK_AUTHSERV_ID is empty."),
    Setting("HOSTDESK_CUSTOMER_PATTERN", r"\bK-?\d{5}\b", _pattern, "Regular expression that finds customer numbers in a message."),
    Setting("HOSTDESK_ACCOUNT_PATTERN", r"\bwp\d{6}\b", _pattern, "Regular expression that finds account numbers in a message."),
    Setting("HOSTDESK_INVOICE_PATTERN", r"\bR-?\d{4}-\d{5}\b", _pattern, "Regular expression that finds invoice numbers in a message."),
    Setting("HOSTDESK_REOPEN_DAYS", "30", _count, "Days after which a reply to a solved ticket opens a new, linked one."),
    Setting("HOSTDESK_ACK_MINUTES", "10", _count, "At most one acknowledgement to the same address within this many minutes."),
    Setting("HOSTDESK_ACK_PER_HOUR", "3", _count, "At most this many acknowledgements to the same address within an hour."),
    Setting("HOSTDESK_ACK_GLOBAL_PER_MINUTE", "120", _count, "At most this many acknowledgements in all within a minute."),
    Setting("HOSTDESK_ACK_RETURN_PATH", "null", _one_of("null", "bounces"), "Return path of acknowledgements: `null` as RFC 3834 has it, then only what our own mail server refuses at once is seen; `bounces` also lets later bounces come back, if other servers' robots are to be trusted."),
    Setting("HOSTDESK_UNDO_SECONDS", "15", _count, "Seconds for which a reply is held, so that it can be taken back."),
    Setting("HOSTDESK_RATING_HOURS", "24", _count, "Hours after solving until the customer is asked once whether it helped; 0 asks nobody."),
    Setting("HOSTDESK_RETRY_DAYS", "5", _count, "Days for which a mail is tried again on temporary failure."),
    Setting("HOSTDESK_MAX_MAIL_MB", "50", _megabytes, "Largest mail that is accepted, in megabytes as it travels (an attachment of 30 MB travels as 41); larger ones are refused with their size."),
    Setting("HOSTDESK_API_TOKENS", "", _tokens, "Other programs that may use the API, as `NAME:SHA256` separated by commas; `hostdesk invoices token NAME` makes one. Empty lets nobody in."),
    Setting("HOSTDESK_API_MAX_MB", "20", _megabytes, "Largest request to the API, in megabytes."),
)
# fmt: on
_LAW = ("HOSTDESK_IMPRINT_URL", "HOSTDESK_PRIVACY_URL")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_NAMES = {setting.name for setting in TABLE} | {"HOSTDESK_FAILPOINT"}
