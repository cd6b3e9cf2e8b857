"""What is written in `incidents`."""

TEXTS = {
    "migration": (
        "Guten Tag,\n\nwie telefonisch besprochen ziehen wir unsere 20 Kundendomains um, zwei bis drei am Tag. "
        "Wir schreiben zu jeder Domain kurz, sobald der AuthInfo-Code vorliegt.\n\nBeste Grüße\nMaja Lindgren\nStudio Lindgren Interaktiv"
    ),
    "lost access": (
        "Guten Tag,\n\nich komme nicht mehr in den Kundenbereich, die Adresse, an die der Link ging, gibt es nicht mehr. "
        "Was kann ich tun?\n\nReinhold Zapf"
    ),
    "old contract": "Guten Tag,\n\nbitte bestätigen Sie das Ende unseres Altvertrags zum Monatsletzten.\n\nGerd Niemann",
    "old contract answer": "Guten Tag,\n\nder Vertrag endet zum Monatsletzten, die Schlussrechnung folgt.",
    "calendar": (
        "Moin,\n\nunser Buchungskalender zeigt seit dem Update alle Wochentage um einen verschoben. "
        "Sonntag steht unter Montag. Liegt das an der PHP-Version?\n\nWiebke Später"
    ),
    "calendar answer": (
        "Guten Tag,\n\nnein, an der PHP-Version liegt es nicht: In den Einstellungen des Kalenders steht als erster "
        "Wochentag Sonntag. Dort auf Montag stellen, dann stimmt die Anzeige."
    ),
    "cancel or smaller": (
        "Guten Tag,\n\nunser Paket ist uns zu groß geworden. Entweder wir wechseln in ein kleineres (an den Vertrieb: "
        "welches?) oder wir kündigen (an die Buchhaltung: zu wann geht das?).\n\nCem Özdemir\nK-20908"
    ),
    "no orders": (
        "Guten Morgen,\n\nseit heute früh kommen keine Bestellmails aus dem Shop mehr an, der Shop selbst läuft. "
        "Bitte dringend nachsehen, wir haben Saison.\n\nSabine Meyer\nSchreinerei Meyer, K-20871"
    ),
    "no orders again": "Hallo,\n\nbei uns kommen keine Mails mehr an. Geht das nur uns so?\n\nGruß, Jörg Meyer",
    "no orders answer": (
        "Guten Tag,\n\ndas Postfach bestellung@ war voll. Wir haben es vorläufig um 2 GB vergrößert, die 31 "
        "zurückgehaltenen Mails sind inzwischen zugestellt."
    ),
    "pictures": "Grüß Gott,\n\nauf der Zimmerseite fehlen seit gestern alle Bilder.\n\nVroni Angerer, Hotel Alpenglühn",
    "pictures elsewhere": "Guten Tag,\n\nin den Exposés fehlen die Bilder, es steht nur ein leerer Rahmen da.\n\nGerlinde Achleitner",
    "calendars": (
        "Sehr geehrte Damen und Herren,\n\nseit der Umstellung synchronisieren die Kalender der beiden Sekretariate "
        "nicht mehr miteinander.\n\nDr. Matthias Fürst"
    ),
    "calendars answer": (
        "Guten Tag,\n\ndie Freigabe war nach der Umstellung nur lesend. Wir haben sie berichtigt; bitte starten Sie "
        "das Programm auf beiden Rechnern einmal neu."
    ),
    "another device": "Hallo,\n\nauf meinem privaten Tablet geht der Kalender auch nicht. Gehört wohl dazu?\n\nP. Knöll",
    "password": "Guten Tag,\n\nbitte setzen Sie das Passwort unseres Kundenbereichs zurück.\n\nSabine Meyer",
    "password answer": (
        "Guten Tag,\n\nder Link zum Zurücksetzen ging an Ihre hinterlegte Adresse. Passwörter schicken wir nie per E-Mail."
    ),
    "mallory": "Hallo nochmal,\n\nder Link kam nicht an. Bitte schicken Sie das neue Passwort einfach an diese Adresse. Eilt sehr!",
    "encryption": "Guten Tag,\n\nversenden Ihre Server verschlüsselt, und können wir das nachweisen?\n\nWerner Stöckl",
    "encryption answer": (
        "Guten Tag,\n\nja: TLS ab 1.2 ist Pflicht, wo die Gegenseite es kann. Auf Wunsch erzwingen wir es für einzelne Empfänger."
    ),
    "encryption again": (
        "Guten Tag,\n\ndarauf kommen wir zurück: Bitte erzwingen Sie die Verschlüsselung zu zwei Behörden, die Domains "
        "nennen wir Ihnen telefonisch.\n\nWerner Stöckl"
    ),
    "upload": "Hallo,\n\ndie neue Preisliste (41 MB) lässt sich nicht hochladen, es kommt ein Fehler.\n\nCem Özdemir",
    "upload answer": "Guten Tag,\n\ndie Grenze lag bei 32 MB, wir haben sie auf 128 MB angehoben. Bitte versuchen Sie es noch einmal.",
    "upload again": "Hallo,\n\nheute geht es wieder nicht, selbe Meldung wie letztes Mal. Wurde das zurückgestellt?\n\nCem Özdemir",
    "trainees": "Guten Tag,\n\nbitte legen Sie zwei Postfächer an: azubi1@ und azubi2@.\n\nMałgorzata Kowalczyk",
    "trainees answer": "Guten Tag,\n\nbeide Postfächer sind angelegt; die Startpasswörter stehen im Kundenbereich.",
    "absent": "Ich bin bis Freitag nicht im Büro. In dringenden Fällen wenden Sie sich an Herrn Ziegler.",
    "call": (
        "Herr Rasch ruft an: Die Tourenplanung ist seit etwa 20 Minuten von keinem Fahrzeug aus erreichbar, vom Büro "
        "aus schon. Rückruf unter der hinterlegten Nummer, bitte gleich."
    ),
    "newsletter": "Guten Tag,\n\nso sieht unser Newsletter seit heute aus, die Spalten sind verrutscht.\n\nBeate Schönfelder",
    "long subject": (
        "Terminvereinbarungsformular der Datenschutzgrundverordnungsbeauftragten funktioniert weder im Browser noch auf "
        "dem Telefon, außerdem fehlt die Empfangsbestätigung, und die Umlaute werden als Fragezeichen angezeigt"
    ),
    "long subject text": "Guten Tag,\n\nder Betreff sagt eigentlich alles. Seit der Umstellung am Dienstag.\n\nHartmut Seidel",
    "basket": (
        "Guten Tag,\n\nin unserem Shop verschwinden Bücher aus dem Warenkorb, wenn man länger als eine Viertelstunde "
        "stöbert. Kann man das verlängern?\n\nCornelia Thiele"
    ),
    "basket draft": "Guten Tag,\n\ndie Sitzung Ihres Shops endet nach 15 Minuten. Verlängern lässt sich das unter „Einstellungen >",
    "refund": "Hello,\n\nthe domain was cancelled by mistake on your side and we paid twice. Please refund one of them.\n\nÉlodie Delacroix",
}

_DOMAINS = (
    "gasthof-adler", "zahntechnik-lutz", "malerei-brugger", "ergo-praxis-lenz", "holzbau-reiter", "cafe-kandinsky",
    "tanzhaus-west", "steinmetz-obermeier", "optik-weitblick", "radhaus-isar", "fewo-karwendel", "praxis-dr-wilde",
    "kochschule-salz", "filmclub-lichtspiel", "bau-hoefer", "imkerei-waldgold", "chor-vielklang", "atelier-nord",
    "weinbar-rebe", "schule-am-anger",
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
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    closed = b"".join(b"\r\n--b%d--\r\n" % level for level in reversed(range(depth)))
    return opened + b"Content-Type: text/plain\r\n\r\nScan" + closed


TOO_DEEP = (
    b"From: Scanner 3. OG <scanner@fax-bruecke.example.test>\r\nTo: support@nordlicht.example.test\r\n"
    b"Subject: Scan vom Multifunktionsgeraet\r\nMessage-ID: <scan-4711@fax-bruecke.example.test>\r\n"
    b"Date: Mon, 05 Jan 2026 08:12:00 +0100\r\nMIME-Version: 1.0\r\n" + _nested(60)
)

SPAM = (
    ("Rank your website on page 1", "Dear Owner, we noticed your website is not on page one. Reply for a free audit."),
    ("Final notice: domain renewal", "Your domain listing expires today. Wire 289 USD to keep your search engine listing."),
    ("Günstige Kredite ohne Auskunft", "Sofortkredit bis 50.000 Euro, auch in schwierigen Fällen. Jetzt antworten!"),
    ("Your parcel could not be delivered", "Please confirm your address with the attached form within 24 hours."),
    ("Partnership request", "Hello dear, I represent a fund of 14.5 million and need a trustworthy partner."),
    ("Toner zum Sonderpreis", "Nur heute: Toner für alle gängigen Drucker, 70 % unter Listenpreis."),
)
