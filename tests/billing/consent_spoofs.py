"""Mails that must not agree to anything, and mails that mean it: made by a seeded generator, as raw bytes.

Each goes the way of a real one: our border server writes its verdict on top, the reader parses the bytes, and
the rule decides. Only the rows are left out, so that ten thousand of them take seconds.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.header import Header
from random import Random

from hostdesk.core.consent import Objection, Question, Reading, Reply, mail_objection, objection, read
from hostdesk.core.incoming import Incoming, Robot, Verdict
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.parse import parse
from hostdesk.lib import reply_keys

SECRET = "x" * 50
AUTHSERV = "mx.nordlicht.example.test"
OURS = "support@nordlicht.example.test"
PETRA = "petra.meyer@meyer.example.test"
TICKET, OTHER = 4711, 4712
ASKED = datetime(2026, 9, 15, 17, 0, tzinfo=UTC)
QUESTION = Question(ASKED, ASKED + timedelta(hours=14), "t1:quarter", "0" * 64, PETRA)
KEY = reply_keys.issue(TICKET, PETRA, SECRET)

YES = (
    "Ja", "Ja, einverstanden.", "Einverstanden.", "Wir stimmen zu.", "Ja, bitte anfangen!", "In Ordnung.",
    "Geht klar.", "Ok, danke.", "Genehmigt.", "Ja, ich stimme zu.", "Yes, I agree.", "Agreed.", "Approved.",
    "Yes, please proceed.", "Go ahead.", "I accept.", "Ja, wir sind einverstanden.", "Passt so.",
    "JA!", "Ja bitte, es eilt.", "ja gern", "Yes please", "We agree to the costs.", "👍", "i. O.",
    "Ich bin mit den Kosten einverstanden, bitte beheben Sie es so schnell wie möglich.",
)  # fmt: skip
NO = (
    "Nein, nicht einverstanden.", "Nein.", "Wir sind damit nicht einverstanden.", "Ich stimme nicht zu.",
    "No.", "I do not agree.", "Keine Zustimmung!", "Auf keinen Fall einverstanden.", "Nein danke, ja nicht!",
    "Kein Einverständnis", "No, we don't agree.", "Lehnen wir ab.", "Nee, lieber nicht.",
)  # fmt: skip
PERHAPS = (
    "Ja, wenn es nichts kostet.", "Einverstanden, aber höchstens 100 Euro.", "Ja, aber erst morgen.",
    "Einverstanden?", "Vielleicht ja.", "Yes, if it is free of charge.", "I would agree.",
    "Ja, falls mein Chef zustimmt.", "Ok, but only half an hour.", "Ich wäre einverstanden",
    "Ja zu kostenloser Kulanz",
)  # fmt: skip
AWAY = (
    "Ich bin bis Montag im Urlaub. In dringenden Fällen: ja, rufen Sie an.",
    "Automatische Antwort: Ja, Ihre Mail ist angekommen.", "I am out of the office. OK for urgent matters.",
    "Ich bin derzeit abwesend. Einverstanden sein können nur Kollegen.",
)  # fmt: skip
GREETINGS = (
    "",
    "Hallo,",
    "Guten Abend,",
    "Sehr geehrte Damen und Herren,",
    "Hi Ada,",
    "Dear support,",
    "Moin,",
)
CLOSINGS = (
    "", "Viele Grüße\nPetra Meyer", "MfG P. Meyer", "Best regards,\nPetra",
    "--\nPetra Meyer\nMeyer Metallbau GmbH",
    "Gesendet von meinem iPhone", "Grüße",
)  # fmt: skip
ASKING = "Dürfen wir kostenpflichtig arbeiten? Antworten Sie „Ja, einverstanden“ oder „Nein“."
HEADS = (
    "Am 15.09.2026 um 19:00 schrieb Nordlicht Support:", "On Tue, 15 Sep 2026 at 19:00, Nordlicht wrote:",
    "-----Ursprüngliche Nachricht-----\nVon: Nordlicht <support@nordlicht.example.test>",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One mail or click, and how things stood when it came."""

    family: str
    raw: bytes
    to: str
    at: datetime = ASKED + timedelta(minutes=20)
    question: Question = QUESTION
    tariff: str = "t1:quarter"
    is_contact: bool = True
    seen: frozenset[str] = frozenset()  # Message-IDs that came before
    is_pressed: bool = False  # the button, not a mail


@dataclass
class Mail:
    """What a mail is made of; `verdict` is what our border server writes on top."""

    text: str
    sender: str = f"Petra Meyer <{PETRA}>"
    verdict: str = "dmarc=pass header.from=meyer.example.test"
    more: list[str] = field(default_factory=list)  # header lines that came with it
    message_id: str = ""
    html: bool = False

    def raw(self) -> bytes:
        """The bytes that the door would take."""
        body, kind = self.text, "plain"
        if self.html:
            body = (
                "<html><body>"
                + "".join(f"<p>{line}</p>" for line in self.text.split("\n"))
                + "</body></html>"
            )
            kind = "html"
        lines = [
            *([f"Authentication-Results: {AUTHSERV}; {self.verdict}"] if self.verdict else []),
            *self.more,
            f"From: {self.sender}", "To: support@nordlicht.example.test",
            f"Subject: {Header('Re: Dürfen wir arbeiten?', 'utf-8').encode()}",
            "Date: Tue, 15 Sep 2026 19:20:00 +0200", f"Message-ID: <{self.message_id}>", "MIME-Version: 1.0",
            f"Content-Type: text/{kind}; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]  # fmt: skip
        coded = b64encode(body.encode()).decode()
        wrapped = "\r\n".join(coded[start : start + 76] for start in range(0, len(coded), 76))
        return ("\r\n".join(lines) + "\r\n\r\n" + wrapped + "\r\n").encode()


def outcome(case: Case) -> tuple[Objection | None, Reading]:
    """Why it agrees to nothing (None: an agent could confirm it), and what it says."""
    refused = objection(case.question, case.at, case.tariff, is_contact=case.is_contact)
    if case.is_pressed:
        return refused, Reading.UNCLEAR
    mail = parse(case.raw, Facts(key="mail:" + "0" * 64, recipients=(case.to,), authserv_id=AUTHSERV))
    if not isinstance(mail, Incoming):
        return Objection.NOT_HER_MAIL, Reading.UNCLEAR
    reading = read(mail.new_text)
    return refused or mail_objection(case.question, _reply(case, mail)), reading


def _reply(case: Case, mail: Incoming) -> Reply:
    """As the ticket would know it: joined by our key only if it was issued to whom the mail is from."""
    claim = reply_keys.verify(reply_keys.token_in(case.to), SECRET)
    sender = mail.sender.address.lower()
    joins = (
        claim is not None
        and reply_keys.matches(reply_keys.token_in(case.to), claim.ticket_id, sender, SECRET)
        and not mail.authentication.is_forged
        and not mail.sender_is_doubtful
    )
    return Reply(
        at=case.at, address=sender, is_proven=mail.authentication.dmarc is Verdict.PASS, has_reply_key=joins,
        is_robot=mail.robot is not Robot.NONE or mail.bounce is not None,
        is_same_ticket=joins and claim is not None and claim.ticket_id == TICKET,
        has_come_before=not mail.message_id or mail.message_id in case.seen, new_text=mail.new_text,
    )  # fmt: skip


def spoofs(count: int, seed: int) -> Iterator[Case]:
    """Every family in turn, each time another mail."""
    chance = Random(seed)
    for place in range(count):
        yield FAMILIES[place % len(FAMILIES)](chance, place)


def genuine(count: int, seed: int) -> Iterator[Case]:
    """What people write who agree: with and without greeting, signature, quotation, as text and as HTML."""
    chance = Random(seed)
    for place in range(count):
        mail = Mail(_letter(chance, chance.choice(YES)), message_id=_id(place), html=chance.random() < 0.3)
        yield _case("genuine", mail)


def _letter(chance: Random, said: str, *, quotes: bool | None = None) -> str:
    parts = [chance.choice(GREETINGS), said, chance.choice(CLOSINGS)]
    text = "\n\n".join(part for part in parts if part)
    if quotes if quotes is not None else chance.random() < 0.6:
        text += f"\n\n{chance.choice(HEADS)}\n> {ASKING}\n> Ihr Support"
    return text


def _id(place: int) -> str:
    return f"letter.{place}@meyer.example.test"


def _case(family: str, mail: Mail, to: str = KEY, **more: object) -> Case:
    address = (
        reply_keys.reply_address("support@nordlicht.example.test", to)
        if to
        else "support@nordlicht.example.test"
    )
    return replace(Case(family, mail.raw(), address), **more)  # type: ignore[arg-type]  # fields of Case


def _says_yes(chance: Random, place: int, **more: object) -> Mail:
    return Mail(_letter(chance, chance.choice(YES)), message_id=_id(place), **more)  # type: ignore[arg-type]  # fields of Mail


def _spoofed_without_record(chance: Random, place: int) -> Case:
    verdict = chance.choice(
        ("dmarc=none", "spf=none; dkim=none; dmarc=none", "spf=pass smtp.mailfrom=evil.test", "")
    )
    return _case("spoofed From, no DMARC record", _says_yes(chance, place, verdict=verdict))


def _spoofed_with_record(chance: Random, place: int) -> Case:
    verdict = chance.choice(
        ("dmarc=fail", "spf=fail; dmarc=fail (p=reject)", "dmarc=permerror", "dmarc=temperror")
    )
    return _case("spoofed From, DMARC fails", _says_yes(chance, place, verdict=verdict))


def _other_domains_signature(chance: Random, place: int) -> Case:
    verdict = (
        f"dkim=pass header.d={chance.choice(('evil.test', 'mail.example', 'meyer.example'))}; dmarc=fail"
    )
    return _case("aligned DKIM of another domain", _says_yes(chance, place, verdict=verdict))


def _display_name(chance: Random, place: int) -> Case:
    name = chance.choice((PETRA, f"Petra Meyer <{PETRA}>", f"{PETRA} via evil"))
    mail = _says_yes(chance, place, sender=f'"{name}" <mallory@boese.example.test>', verdict="dmarc=pass")
    return _case(
        "display name",
        mail,
        chance.choice((KEY, reply_keys.issue(TICKET, "mallory@boese.example.test", SECRET))),
    )


def _homograph(chance: Random, place: int) -> Case:
    address = chance.choice((
        PETRA.replace("e", "е"), PETRA.replace("meyer.", "mеyer."), "petra.meyer@xn--myer-y8a.example.test",
        PETRA.replace("example", "examp1e"), PETRA.replace(".m", ".rn", 1), PETRA + ".evil.test",
        PETRA.replace("@", "+x@"), PETRA.replace("petra.", "petra_"),
    ))  # fmt: skip
    mail = _says_yes(chance, place, sender=f"Petra Meyer <{address}>", verdict="dmarc=pass")
    return _case("homograph", mail)


def _forged_results(chance: Random, place: int) -> Case:
    claimed = chance.choice((
        f"{AUTHSERV}; dmarc=pass", f"{AUTHSERV.upper()}; dmarc=pass", f"({AUTHSERV}) {AUTHSERV}; dmarc=pass",
        "mx.evil.test; dmarc=pass", f"{AUTHSERV} 1; dmarc=pass; spf=pass", f'"{AUTHSERV}"; dmarc=pass',
    ))  # fmt: skip
    ours = chance.choice(
        ("dmarc=none", "dmarc=fail", f'dmarc=none reason="{AUTHSERV}; dmarc=pass"', "spf=none (dmarc=pass)")
    )
    mail = _says_yes(chance, place, verdict=ours, more=[f"Authentication-Results: {claimed}"])
    return _case("forged Authentication-Results", mail)


def _replay(chance: Random, place: int) -> Case:
    mail = _says_yes(chance, place)
    if chance.random() < 0.1:
        mail.message_id = ""  # cannot be told from a repetition
    return _case("replay", mail, seen=frozenset({mail.message_id}))


def _second_click(chance: Random, place: int) -> Case:
    gone = replace(QUESTION, is_answered=True, is_superseded=chance.random() < 0.3)
    return _case("second click", _says_yes(chance, place), question=gone, is_pressed=chance.random() < 0.5)


def _expired(chance: Random, place: int) -> Case:
    at = QUESTION.expires_at + timedelta(seconds=chance.choice((0, 1, 3600, 86_400)))
    return _case("expired", _says_yes(chance, place), at=at, is_pressed=chance.random() < 0.5)


def _too_early(chance: Random, place: int) -> Case:
    return _case(
        "before the question", _says_yes(chance, place), at=ASKED - timedelta(seconds=chance.randint(1, 9999))
    )


def _other_key(chance: Random, place: int) -> Case:
    key = chance.choice((
        reply_keys.issue(OTHER, PETRA, SECRET), reply_keys.issue(TICKET, "jan@meyer.example.test", SECRET),
        reply_keys.issue(TICKET, PETRA, "y" * 50), KEY[:-1] + ("a" if KEY[-1] != "a" else "b"), "",
    ))  # fmt: skip
    return _case("another ticket's key", _says_yes(chance, place), key)


def _price_changed(chance: Random, place: int) -> Case:
    tariff = chance.choice(("t2:quarter", "t1:minute"))
    return _case("price changed", _says_yes(chance, place), tariff=tariff, is_pressed=chance.random() < 0.5)


def _no(chance: Random, place: int) -> Case:
    return _case("says no", Mail(_letter(chance, chance.choice(NO)), message_id=_id(place)))


def _conditions(chance: Random, place: int) -> Case:
    return _case("conditions", Mail(_letter(chance, chance.choice(PERHAPS)), message_id=_id(place)))


def _quotation(chance: Random, place: int) -> Case:
    said = chance.choice(
        ("", "Danke für die Nachricht.", "Was kostet das denn", "Bitte um Rückruf", "Thanks.", "Hallo")
    )
    return _case("quotation says yes", Mail(_letter(chance, said, quotes=True), message_id=_id(place)))


def _vacation(chance: Random, place: int) -> Case:
    more = chance.choice(
        (["Auto-Submitted: auto-replied"], ["X-Autoreply: yes"], ["Precedence: auto_reply"], [])
    )
    text = chance.choice(YES) if more and more[0].startswith("Auto-") else chance.choice(AWAY)
    return _case("vacation", Mail(_letter(chance, text), message_id=_id(place), more=more))


def _list(chance: Random, place: int) -> Case:
    more = chance.choice(
        (
            ["List-Id: <team.meyer.example.test>"],
            ["List-Unsubscribe: <mailto:x@y.example>", "Precedence: list"],
        )
    )
    sender = chance.choice(("Petra via Team <team@meyer.example.test>", f"Petra Meyer <{PETRA}>"))
    return _case("mailing list", _says_yes(chance, place, sender=sender, more=more))


def _former(chance: Random, place: int) -> Case:
    return _case(
        "former contact", _says_yes(chance, place), is_contact=False, is_pressed=chance.random() < 0.5
    )


def _two_authors(chance: Random, place: int) -> Case:
    mail = _says_yes(chance, place, more=["From: Mallory <mallory@boese.example.test>"], verdict="dmarc=pass")
    if chance.random() < 0.5:
        mail = _says_yes(chance, place, sender=f"Mallory <mallory@boese.example.test>, Petra <{PETRA}>")
    return _case("two authors", mail)


def _hidden(chance: Random, place: int) -> Case:
    said = chance.choice(
        ("N\u200bein, ja nicht", "Nеin, ja", "Ja, n\u00adicht", "нет, yes", "Ja ".join("nicht ") + "nicht")
    )
    return _case("hidden letters", Mail(_letter(chance, said), message_id=_id(place)))


FAMILIES: tuple[Callable[[Random, int], Case], ...] = (
    _spoofed_without_record, _spoofed_with_record, _other_domains_signature, _display_name, _homograph,
    _forged_results, _replay, _second_click, _expired, _too_early, _other_key, _price_changed, _no,
    _conditions, _quotation, _vacation, _list, _former, _two_authors, _hidden,
)  # fmt: skip
