"""The language of a letter is chosen by few words: German, English, or the default when nobody can tell."""

import pytest

from hostdesk.lib import language

GERMAN = """\
Server geht nicht
Passwort vergessen
Rechnung falsch
Bitte um Rückruf
Domain umziehen
Kündigung zum Monatsende
Mail kommt nicht an
Danke, es geht wieder
Vielen Dank für die schnelle Hilfe!
Die Nummer ist 4711.
Ja, bitte.
Nein, das stimmt nicht
Wann geht der Server wieder?
Ich habe keine Antwort bekommen
Wie richte ich mein Postfach ein?
Bitte sperren Sie den Zugang
Hallo, unser Server antwortet nicht mehr
Guten Tag, wo finde ich die Zugangsdaten?
Können Sie mir helfen
Das hat leider nicht funktioniert.
Was kostet ein Server?
Webseite nicht erreichbar
Zertifikat abgelaufen
hab ich schon versucht
siehe Anhang
Ok, machen wir so
Mit freundlichen Grüßen
Bitte die Rechnung nochmal schicken
Speicherplatz ist voll
Ich möchte kündigen
"""
ENGLISH = """\
Server is down
Forgot my password
Wrong invoice
Please call me back
How do I move my domain?
I want to cancel my contract
Mail does not arrive
Thanks, it works again
Thank you for the quick help!
The number is 4711.
Yes, please.
No, that is not right
When will the server be back?
I did not get an answer
How do I set up my mailbox?
Please lock the account
Hello, our server does not answer
Where can I find my login?
Can you help me
Unfortunately this did not work.
How much is a server?
Website not reachable
Certificate has expired
I already tried that
see attachment
Ok, let us do it
Kind regards
Please send the invoice again
The disk is full
I would like to upgrade
"""
UNSURE = """\

4711
ok
?
https://kunde.example.test/
550 5.1.1
info@kunde.example.test
Le serveur ne répond plus depuis ce matin
El servidor no responde desde esta mañana
Il server non risponde da questa mattina
De server reageert sinds vanochtend niet meer
Serwer nie odpowiada od rana
サーバーが応答しません
Сервер не отвечает с утра
Sunucu sabahtan beri yanıt vermiyor
"""


@pytest.mark.parametrize("text", GERMAN.splitlines())
def test_german_is_known_by_few_words(text: str) -> None:
    assert language.of(text) == "de"


@pytest.mark.parametrize("text", ENGLISH.splitlines())
def test_english_is_known_by_few_words(text: str) -> None:
    assert language.of(text) == "en"


@pytest.mark.parametrize("text", UNSURE.splitlines())
def test_what_is_neither_is_left_to_the_default(text: str) -> None:
    assert language.of(text) == ""
