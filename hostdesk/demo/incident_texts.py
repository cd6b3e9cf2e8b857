"""What is written in `incidents`: texts from the file beside this, and what is made of parts."""

from pathlib import Path


def _texts() -> dict[str, str]:
    parts = (Path(__file__).parent / "incidents.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return {name.strip(): text.strip() for name, _, text in (part.partition("\n") for part in parts)}


TEXTS = _texts()

_DOMAINS = (
    "gasthof-adler", "zahntechnik-lutz", "malerei-brugger", "ergo-praxis-lenz", "holzbau-reiter",
    "cafe-kandinsky", "tanzhaus-west", "steinmetz-obermeier", "optik-weitblick", "radhaus-isar",
    "fewo-karwendel", "praxis-dr-wilde", "kochschule-salz", "filmclub-lichtspiel", "bau-hoefer",
    "imkerei-waldgold", "chor-vielklang", "atelier-nord", "weinbar-rebe", "schule-am-anger",
)  # fmt: skip
_FOUND = (
    "Die Postfächer sind vollzählig.",
    "Der SPF-Eintrag nannte noch den alten Anbieter, das ist berichtigt.",
    "Das Zertifikat ist ausgestellt.",
    "Zwei Weiterleitungen haben wir mit übernommen.",
    "Die alte Zone hatte einen Platzhalter-Eintrag, den haben wir belassen.",
)
_THANKS = (
    "Sieht gut aus, danke. Weiter mit der nächsten.",
    "Getestet, Mail und Web gehen.",
    "Die Kundin hat bestätigt, dass alles läuft.",
    "Passt. Bitte noch die TTL wieder auf eine Stunde setzen.",
)

MIGRATION = tuple(
    (
        f"Nächste Domain: {name}.example.test, der Code ist eingetragen ({place} von {len(_DOMAINS)}).",
        f"Guten Tag,\n\n{name}.example.test ist umgezogen. {_FOUND[place % len(_FOUND)]}",
        _THANKS[place % len(_THANKS)],
    )
    for place, name in enumerate(_DOMAINS, 1)
)

NEWSLETTER = """<html><body style="margin:0;background:#f3efe6">
<table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table width="560" style="background:#fff;font-family:Georgia,serif;color:#222">
<tr><td style="padding:24px;background:#7a1f3d;color:#fff;font-size:26px">Modehaus Sch&ouml;nfelder</td></tr>
<tr><td style="padding:24px"><h2>Herbstlich warm</h2><p>So sieht unser Newsletter seit heute aus,
die Spalten sind verrutscht:</p>
<table width="100%"><tr><td width="60%" style="background:#eee;padding:12px">Strick</td>
<td style="background:#ddd;padding:12px">M&auml;ntel</td></tr></table>
<p><img src="https://tracking.example.test/pixel.gif" width="1" height="1" alt=""></p></td></tr></table>
</td></tr></table></body></html>"""


def _nested(depth: int) -> bytes:
    """A mail within a mail within a mail, deeper than anybody reads."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(depth)
    )
    closed = b"".join(b"\r\n--b%d--\r\n" % level for level in reversed(range(depth)))
    return opened + b"Content-Type: text/plain\r\n\r\nScan" + closed


TOO_DEEP = (
    b"From: Scanner 3. OG <scanner@fax-bruecke.example.test>\r\nTo: support@nordlicht.example.test\r\n"
    b"Subject: Scan vom Multifunktionsgeraet\r\nMessage-ID: <scan-4711@fax-bruecke.example.test>\r\n"
    b"Date: Mon, 05 Jan 2026 08:12:00 +0100\r\nMIME-Version: 1.0\r\n" + _nested(60)
)

SPAM = (
    (
        "Rank your website on page 1",
        "Dear Owner, we noticed your website is not on page one. Reply for a free audit.",
    ),
    (
        "Final notice: domain renewal",
        "Your domain listing expires today. Wire 289 USD to keep your search engine listing.",
    ),
    (
        "Günstige Kredite ohne Auskunft",
        "Sofortkredit bis 50.000 Euro, auch in schwierigen Fällen. Jetzt antworten!",
    ),
    (
        "Your parcel could not be delivered",
        "Please confirm your address with the attached form within 24 hours.",
    ),
    ("Partnership request", "Hello dear, I represent a fund of 14.5 million and need a trustworthy partner."),
    ("Toner zum Sonderpreis", "Nur heute: Toner für alle gängigen Drucker, 70 % unter Listenpreis."),
)
