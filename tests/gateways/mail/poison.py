"""Mails made to hurt whoever reads them; built in code, because some are larger than a repository."""

import base64
import zlib
from collections.abc import Callable

HEAD = b"From: Mallory <mallory@evil.example.test>\r\nTo: support@nordlicht.example.test\r\nSubject: Gift\r\n"
PLAIN = HEAD + b"\r\nHello\r\n"


def _body(text: bytes, content_type: bytes = b"text/plain; charset=utf-8") -> bytes:
    return HEAD + b"Content-Type: " + content_type + b"\r\n\r\n" + text


def _attached(header: bytes, content: bytes) -> bytes:
    return (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n--b\r\n"
        + header
        + b"\r\n\r\n"
        + content
        + b"\r\n--b--\r\n"
    )


def _parts(count: int) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * count + b"--b--\r\n"


def _nested(depth: int, inner: bytes = b"deep\r\n") -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\n" + inner


def _rfc822_loop(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: end\r\n\r\nend"


def _base64(content: bytes, name: bytes, kind: bytes) -> bytes:
    header = b'Content-Type: %s; name="%s"\r\nContent-Transfer-Encoding: base64' % (kind, name)
    return _attached(header, base64.encodebytes(content))


def _bomb() -> bytes:
    return zlib.compress(b"\0" * 50_000_000, 9)


CASES: dict[str, Callable[[], bytes]] = {
    "nothing at all": lambda: b"",
    "one blank line": lambda: b"\r\n",
    "only NUL": lambda: b"\0" * 100_000,
    "100 MB": lambda: _base64(b"x" * 75_000_000, b"big.bin", b"application/octet-stream"),
    "30 MB attachment": lambda: _base64(b"x" * 22_000_000, b"big.bin", b"application/octet-stream"),
    "30 MB of text": lambda: _body(b"word word word word\r\n" * 1_400_000),
    "30 MB of blank lines": lambda: _body(b"\r\n" * 15_000_000),
    "20 MB of HTML": lambda: _body(b"<p>word</p>" * 1_900_000, b"text/html"),
    "10,000 parts": lambda: _parts(10_000),
    "100,000 parts": lambda: _parts(100_000),
    "1,000 nested multiparts": lambda: _nested(1_000),
    "10,000 nested multiparts": lambda: _nested(10_000),
    "16 MB within 28 multiparts": lambda: _nested(28, b"word word word word\r\n" * 800_000),
    "10,000 nested messages": lambda: _rfc822_loop(10_000),
    "100,000 headers": lambda: b"X-A: b\r\n" * 100_000 + PLAIN,
    "header line of 10 MB": lambda: b"X-Long: " + b"a" * 10_000_000 + b"\r\n" + PLAIN,
    "header line of 100 KB": lambda: b"X-Long: " + b"a" * 100_000 + b"\r\n" + PLAIN,
    "header of 60,000 folded lines": lambda: b"Subject: a\r\n" + b" b\r\n" * 60_000 + PLAIN,
    "header of damaged lines": lambda: HEAD + b"damaged\r\n" * 25_000 + b"Date: now\r\n\r\nHello",
    "100,000 semicolons": lambda: _body(b"x", b"text/plain" + b";" * 100_000),
    "15,000 semicolons": lambda: _body(b"x", b"text/plain" + b";" * 15_000),
    "unclosed parameters": lambda: _body(b"x", b'text/plain; a="' + b'; b="' * 3_000),
    "5,000 pieces of a name": lambda: _attached(
        b"Content-Disposition: attachment" + b"".join(b"; filename*%d*=x" % (n % 999) for n in range(900)),
        b"x",
    ),
    "20,000 recipients": lambda: b"To: " + b"a@b.example.test, " * 20_000 + b"\r\n" + PLAIN,
    "800 recipients": lambda: b"Cc: " + b"a@b.test, " * 800 + b"\r\n" + PLAIN,
    "20,000 encoded words": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n" + PLAIN,
    "1,000 encoded words": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 1_000 + b"\r\n" + PLAIN,
    "16 KB of encoded word openings": lambda: b"Subject: " + b"=?utf-8?q?" * 1_600 + b"\r\n" + PLAIN,
    "5,000 open brackets in From": lambda: b"From: " + b"(" * 5_000 + b"a@b.example.test\r\n" + PLAIN,
    "5,000 angle brackets in From": lambda: b"From: " + b"<" * 5_000 + b"a@b.example.test\r\n" + PLAIN,
    "5,000 quotes in From": lambda: b"From: " + b'"' * 5_001 + b"a@b.example.test\r\n" + PLAIN,
    "5,000 commas in From": lambda: b"From: " + b"," * 5_000 + b"a@b.example.test\r\n" + PLAIN,
    "one word of 16 KB in Reply-To": lambda: b"Reply-To: " + b"ms-tnef/" * 2_000 + b"\r\n" + PLAIN,
    "empty From": lambda: b"From: <>\r\nSubject: x\r\n\r\nhi",
    "group in From": lambda: b"From: friends: a@b.example.test, c@d.example.test;\r\n\r\nhi",
    "From twice": lambda: b"From: ???\r\nFrom: a@b.example.test\r\n\r\nhi",
    "bare CR and LF": lambda: HEAD.replace(b"\r\n", b"\r") + b"\n\r\rHello\rthere\n\r.\r\n",
    "smuggled end of data": lambda: _body(b"one\n.\r\nMAIL FROM:<x@y.example.test>\r\n.\r\n"),
    "NUL in the subject": lambda: b"Subject: a\0b\0\r\nFrom: a\0@b.example.test\r\n\r\n\0hi\0",
    "unknown charset": lambda: _body(b"Gr\xfc\xdfe", b"text/plain; charset=x-martian-9"),
    "charset that is no charset": lambda: _body(b"Gr\xfc\xdfe", b"text/plain; charset=zlib_codec"),
    "lying charset": lambda: _body("Grüße".encode(), b"text/plain; charset=utf-16"),
    "UTF-7": lambda: _body(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", b"text/plain; charset=utf-7"),
    "unpaired surrogates": lambda: _body(b"\xed\xa0\x80 \xed\xbf\xbf", b"text/plain; charset=utf-8"),
    "ISO-2022 escapes": lambda: _body(b"\x1b$B\x1b(B" * 200_000, b"text/plain; charset=iso-2022-jp"),
    "direction override in a name": lambda: _base64(b"x", "a\u202egpj.exe".encode(), b"image/jpeg"),
    "zero width in a name": lambda: _base64(b"x", "a.ph\u200bp".encode(), b"image/jpeg"),
    "a name that climbs": lambda: _base64(b"x", b"../../../../etc/passwd", b"text/plain"),
    "a name of 5,000 bytes": lambda: _base64(b"x", b"a" * 5_000 + b".pdf", b"application/pdf"),
    "zlib bomb": lambda: _base64(_bomb(), b"bomb.gz", b"application/gzip"),
    "broken TNEF": lambda: _base64(
        b"\x78\x9f\x3e\x22" + b"\xff" * 60_000, b"winmail.dat", b"application/ms-tnef"
    ),
    "many TNEF objects": lambda: _base64(
        b"\x78\x9f\x3e\x22\x00\x00" + b"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" * 100_000,
        b"winmail.dat",
        b"application/ms-tnef",
    ),
    "opaque S/MIME": lambda: _base64(b"0\x80" * 1_000, b"smime.p7m", b"application/pkcs7-mime"),
    "uuencode without end": lambda: _body(b"begin 644 x\r\n" * 100_000 + b"M" + b"!" * 60 + b"\r\n"),
    "uuencoded lines without end": lambda: _body(b"begin 644 x\r\n" + (b"M" + b"!" * 60 + b"\r\n") * 200_000),
    "base64 of equal signs": lambda: _attached(b"Content-Transfer-Encoding: base64", b"A===" * 500_000),
    "external body": lambda: _attached(
        b'Content-Type: message/external-body; access-type=URL; URL="file:///etc"', b"x"
    ),
    "date 1601": lambda: b"Date: Mon, 1 Jan 1601 00:00:00 +9999\r\n" + PLAIN,
    "Message-ID of 4 KB": lambda: b"Message-ID: <" + b"a" * 4_096 + b"@x>\r\n" + PLAIN,
    "references without end": lambda: b"References: " + b"<a@b> " * 100_000 + b"\r\n" + PLAIN,
    "nested div": lambda: _body(b"<div>" * 100_000 + b"deep", b"text/html"),
    "nested tables": lambda: _body(b"<table><tr><td>" * 20_000 + b"deep", b"text/html"),
    "nested quotes in HTML": lambda: _body(
        b"<blockquote>" * 190 + b"deep" + b"</blockquote>" * 190, b"text/html"
    ),
    "wide table": lambda: _body(b"<table><tr>" + b"<td>x</td>" * 40_000 + b"</tr></table>", b"text/html"),
    "nested lists": lambda: _body(b"<ul><li>" * 5_000 + b"deep", b"text/html"),
    "unclosed comments": lambda: _body(b"<!--" * 120_000, b"text/html"),
    "unclosed styles": lambda: _body(b"<style " * 70_000, b"text/html"),
    "open angle brackets": lambda: _body(b"<" * 500_000, b"text/html"),
    "entities": lambda: _body(b"&amp;" * 100_000, b"text/html"),
    "a million quote marks": lambda: _body(b">" * 1_000_000),
    "lines that begin like a quotation": lambda: _body(b"On Am Le Den El On Am \r\n" * 40_000),
    "one line that begins like a quotation": lambda: _body(b"On " * 300_000 + b"wrote"),
    "lines that end like a quotation": lambda: _body(
        b"Am 1 schrieb am 2 hat um 3 <a@b> : skrev :\r\n" * 20_000
    ),
    "lines full of labels": lambda: _body(b"From: To: Subject: Von: An:\r\n" * 30_000),
    "a million underscores": lambda: _body(b"_" * 1_000_000 + b"\r\n" + b"-" * 1_000_000),
    "SVG": lambda: _base64(b"<svg onload=alert(1)>", b"x.svg", b"image/svg+xml"),
    "calendar": lambda: _attached(
        b"Content-Type: text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"
    ),
    "CSV formula": lambda: _base64(b"=HYPERLINK(1)", b"=cmd.csv", b"text/csv"),
    "report without end": lambda: _body(
        b"Final-Recipient: rfc822; a@b.test\r\n\r\n" * 50_000, b"message/delivery-status"
    ),
    "report on 5,000 recipients, with text": lambda: (
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\n"
        + b"user unknown\r\n" * 2_000
        + b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a\r\nAction: failed\r\n\r\n" * 5_000
    ),
    "report of addresses": lambda: (
        b"From: MAILER-DAEMON@x.test\r\nSubject: Undeliverable\r\n\r\n"
        + b"user a.b.c.d@e.f.g: unknown\r\n" * 50_000
    ),
    "report of one long word": lambda: (
        b"From: MAILER-DAEMON@x.test\r\nReturn-Path: <>\r\nSubject: Undeliverable\r\n\r\nuser unknown "
        + b"a." * 500_000
    ),
    "report of at signs": lambda: (
        b"From: MAILER-DAEMON@x.test\r\nReturn-Path: <>\r\nSubject: Undeliverable\r\n\r\nuser unknown "
        + b"a@" * 100_000
    ),
    "results in comments": lambda: b"Authentication-Results: " + b"(" * 15_000 + b"\r\n" + PLAIN,
}
