import email
import email.header
import email.policy
import email.utils
import hashlib
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.gateways.mail.compose import compose
from hostdesk.lib.installation import installation_id

NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
BLOBS = {
    hashlib.sha256(content).hexdigest(): content
    for content in (b"", b"%PDF-1.7 \r\n\n\0", bytes(range(256)) * 99)
}


def letter(**changed):
    values = {
        "sender": Address("support@nordlicht.example.test", "Nordlicht Support"),
        "to": (Address("meyer@example.test", "Jürgen Meyer"),),
        "subject": "HD-4831-7264: Ihre Nachricht ist angekommen",
        "text": "Guten Tag,\n\nIhr Shop läuft wieder.\nhttps://desk.example.test/t/1\n",
        "message_id": "k.token.random@nordlicht.example.test",
        "signature": "Nordlicht Support\nWerktags 8 bis 18 Uhr",
        "imprint": "Nordlicht Hosting GmbH, Musterweg 1",
    }
    return Letter(**values | changed)


def raw_of(one, date=NOW):
    raw = compose(one, date=date, read_file=BLOBS.__getitem__)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    return raw


def parsed(one):
    return email.message_from_bytes(raw_of(one), policy=email.policy.default)


def text_of(message, kind="plain"):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def test_the_text_stands_first_and_is_what_the_agent_wrote():
    message = parsed(letter())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert text_of(message) == (
        "Guten Tag,\n\nIhr Shop läuft wieder.\nhttps://desk.example.test/t/1\n\n"
        "-- \nNordlicht Support\nWerktags 8 bis 18 Uhr\n\nNordlicht Hosting GmbH, Musterweg 1\n"
    )


def test_the_html_side_is_modest():
    html = text_of(parsed(letter()), "html")
    assert "Ihr Shop läuft wieder.<br>" in html
    assert '<a href="https://desk.example.test/t/1"' in html
    assert "Werktags 8 bis 18 Uhr</p>" in html and "Musterweg 1</p>" in html
    for forbidden in ("var(", "<img", "<script", "<link", "<style", "@media"):
        assert forbidden not in html


def test_html_of_the_letter_is_cleaned_once_more():
    html = text_of(parsed(letter(html="<h1>HD-4831-7264</h1><script>x</script><p onclick=x>da</p>")), "html")
    assert ">HD-4831-7264</h1>" in html and ">da</p>" in html
    assert "script" not in html and "onclick" not in html


def test_a_name_cannot_write_html():
    html = text_of(parsed(letter(signature="<b>Ada</b>", imprint="<script>")), "html")
    assert "&lt;b&gt;Ada" in html and "<script>" not in html


def test_the_headers_say_who_when_and_where_to_answer():
    message = parsed(
        letter(
            reply_to="support+k.token@nordlicht.example.test",
            cc=(Address("oezdemir@example.test", "Özdemir, Ayşe"),),
            in_reply_to="one@example.test",
            references=("zero@example.test", "one@example.test"),
        )
    )
    assert message["From"] == "Nordlicht Support <support@nordlicht.example.test>"
    assert message["To"].addresses[0].display_name == "Jürgen Meyer"
    assert message["Cc"].addresses[0].display_name == "Özdemir, Ayşe"
    assert message["Reply-To"].addresses[0].addr_spec == "support+k.token@nordlicht.example.test"
    assert message["Message-ID"] == "<k.token.random@nordlicht.example.test>"
    assert message["In-Reply-To"] == "<one@example.test>"
    assert message["References"].split() == ["<zero@example.test>", "<one@example.test>"]
    assert message["X-Hostdesk-Loop"] == installation_id()
    assert message["Content-Language"] == "de"


def test_the_date_is_in_utc():
    raw = raw_of(letter(), date=NOW.astimezone(timezone(timedelta(hours=1))))
    assert b"Date: Fri, 20 Nov 2026 09:12:00 +0000\r\n" in raw


def test_a_robot_says_that_it_is_one():
    message = parsed(letter(is_automatic=True))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] == "bulk"
    assert parsed(letter())["Auto-Submitted"] is None


def test_a_long_thread_keeps_its_beginning_and_its_end():
    references = tuple(f"{number}@example.test" for number in range(40))
    kept = parsed(letter(references=references))["References"].split()
    assert kept == [f"<{number}@example.test>" for number in (0, 1, 2, 3, 34, 35, 36, 37, 38, 39)]


@pytest.mark.parametrize("strange", ["a b@x", "a>\r\nBcc: m@x.test", "ü@x", "", "x" * 2000])
def test_strange_ids_of_others_are_left_out(strange):
    message = parsed(letter(in_reply_to=strange, references=(strange, "fine@example.test")))
    assert message["In-Reply-To"] is None and message["Bcc"] is None
    assert message["References"] == "<fine@example.test>"


def test_a_repetition_is_the_same_to_the_byte():
    file = LetterFile("a.pdf", "application/pdf", 0, next(iter(BLOBS)))
    assert raw_of(letter(files=(file,))) == raw_of(letter(files=(file,)))


@pytest.mark.parametrize(
    "content_type", ["message/rfc822", "text/plain\r\nX-Evil: 1", "pdf", "", "multipart/mixed"]
)
def test_a_strange_content_type_becomes_plain_bytes(content_type):
    file = LetterFile("a.eml", content_type, 0, list(BLOBS)[1])
    part = next(parsed(letter(files=(file,))).iter_attachments())
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_content() == BLOBS[file.sha256]
    assert part["X-Evil"] is None


@pytest.mark.parametrize(
    "changed",
    [
        {"sender": Address("a@example.test\r\nBcc: mallory@example.test")},
        {"to": (Address("a@example.test>\nX: y"),)},
        {"reply_to": "a@example.test\n"},
        {"message_id": "a@b\r\nX: y"},
        {"message_id": ""},
        {"message_id": "<a@b>"},
    ],
)
def test_what_could_end_a_header_is_refused(changed):
    with pytest.raises(ValueError):
        raw_of(letter(**changed))


@pytest.mark.parametrize(
    "evil", ["Hallo\r\nBcc: mallory@example.test", "Hallo\nX: y\r\n\r\nbody", "a\u2028b\x00c\x85d"]
)
def test_line_breaks_in_words_become_blanks(evil):
    message = parsed(letter(subject=evil, sender=Address("support@example.test", evil)))
    assert message["Bcc"] is None and message["X"] is None
    assert message["Subject"] == re.sub(r"[\r\n\u2028\x00\x85]+", " ", evil).replace("  ", " ")


def test_addresses_beyond_ascii():
    raw = raw_of(letter(to=(Address("jürgen@büro.example.test", "Jürgen"),)))
    assert "<jürgen@xn--bro-hoa.example.test>".encode() in raw
    assert raw_of(letter(to=(Address("info@büro.example.test"),))).isascii()


@pytest.mark.parametrize(
    "line", ["From here", ".", "..", "a" * 5000, "ü" * 3000, "-- ", "trailing  ", "\ttab", "=20", "--=_"]
)
def test_lines_that_other_systems_would_spoil(line):
    raw = raw_of(letter(text=f"eins\n{line}\nzwei", signature="", imprint=""))
    assert b"\r\nFrom here" not in raw
    assert text_of(email.message_from_bytes(raw, policy=email.policy.default)) == f"eins\n{line}\nzwei\n"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=90
)
LINES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
FILE_NAMES = LINES.filter(lambda name: "/" not in name and "\\" not in name)


@given(LINES)
def test_any_subject_arrives(subject):
    raw = raw_of(letter(subject=subject))
    read = email.message_from_bytes(raw)["Subject"]
    assert str(email.header.make_header(email.header.decode_header(read))) == subject


@given(LINES)
def test_any_name_arrives(name):
    raw = raw_of(letter(to=(Address("meyer@example.test", name),)))
    read, address = email.utils.parseaddr(re.sub(r"\r\n ", " ", email.message_from_bytes(raw)["To"]))
    assert address == "meyer@example.test"
    assert str(email.header.make_header(email.header.decode_header(read))) == name


@given(FILE_NAMES, st.sampled_from(list(BLOBS)))
def test_any_file_arrives_under_its_name(name, sha256):
    message = parsed(letter(files=(LetterFile(name, "application/pdf", 1, sha256),)))
    (part,) = message.iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == BLOBS[sha256]
    assert part.get_content_type() == "application/pdf"


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
        max_size=2000,
    )
)
def test_any_text_arrives(text):
    message = parsed(letter(text=text, signature="", imprint=""))
    assert text_of(message) == text.rstrip() + "\n"
