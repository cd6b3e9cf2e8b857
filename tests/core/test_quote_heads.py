"""The heads that mail programs of the world put above a quotation; each line is one that was met."""

import pytest

from hostdesk.core.quotes import new_text

HEADS = """\
On Wed, Sep 25, 2013, at 03:57 PM, jorge_castro wrote:
On Thursday, June 27, 2013, knwang via Discourse Meta wrote:
On Wed, 2015-12-02 at 13:58 +0000, Tom Newsom wrote:
On 10/12/15 12:30, Jeff Atwood wrote:
---- On Tue, 22 Dec 2015 14:17:36 +0530 Sam Saffron<info@nordlicht.example.test> wrote ----
Op 24 aug. 2013 om 16:48 heeft ven88 via Meta <info@nordlicht.example.test> het volgende geschreven:
Le 4 janv. 2016 19:03, "Neil Lalonde" <info@nordlicht.example.test> a écrit :
Dnia 14 lip 2015 o godz. 00:25 Michael Downey <info@nordlicht.example.test> napisał(a):
Em seg, 27 de jul de 2015 17:13, Neil Lalonde <info@nordlicht.example.test> escreveu:
El jueves, 21 de noviembre de 2013, codinghorror escribió:
At 6/16/2016 08:32 PM, you wrote:
Op 10 dec. 2015 18:35 schreef "Arpit Jalan" <info@nordlicht.example.test>:
Am 18.09.2013 um 16:24 schrieb codinghorror <info@nordlicht.example.test>:
Den 15. jun. 2016 kl. 20.42 skrev Jeff Atwood <info@nordlicht.example.test>:
søn. 30. apr. 2017 kl. 00.26 skrev David Taylor <meta@nordlicht.example.test>:
суббота, 14 марта 2015 г. пользователь etewiah написал:
23 mar 2017 21:25 "Neil Lalonde" <meta@nordlicht.example.test> napisał(a):
30 серп. 2016 р. 20:45 "Arpit" no-reply@example.test пише:
Max Mustermann <try@nordlicht.example.test> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:
2016-03-03 17:21 GMT+01:00 Some One
2015-10-18 0:17 GMT+03:00 Matt Palmer <info@nordlicht.example.test>:
2013/10/2 camilohollanda <info@nordlicht.example.test>
вт, 5 янв. 2016 г. в 23:39, Erlend Sogge Heggen <info@nordlicht.example.test>:
ср, 1 апр. 2015, 18:29, Denis Didkovsky <info@nordlicht.example.test>:
codinghorror via Meta wrote:
codinghorror via Meta <info@nordlicht.example.test> schrieb:
Some One <info@nordlicht.example.test> wrote:
Gavin Sinclair (gsinclair@nordlicht.example.test) wrote:
Posted by mpalmer on 01/21/2016
Begin forwarded message:
Reply Message
----- Reply message -----
------------------ 原始邮件 ------------------
Début du message transféré :
-------- Message transféré --------
-----Mensaje original-----
----- Messaggio originale -----
In message <abc@nordlicht.example.test> Some One writes:
在 2019年3月3日，下午5:21，Name <a@nordlicht.example.test> 写道：
Name <a@nordlicht.example.test> 于2019年3月3日周日 下午5:21写道：
2019年3月3日(日) 17:21 Name <a@nordlicht.example.test>:
2019/03/03 17:21、Nameのメール:
2019/03/03 17:21、Name <a@nordlicht.example.test>のメッセージ:
2019년 3월 3일 (일) 오후 5:21, Name <a@nordlicht.example.test>님이 작성:
2019. 3. 3. 오후 5:21, Name <a@nordlicht.example.test> 작성:
W dniu 2019-03-03 o 17:21, Name pisze:
W dniu pt., 3 mar 2019 o 17:21 Name <a@nordlicht.example.test> napisał(a):
niedz., 3 mar 2019 o 17:21 Name <a@nordlicht.example.test> napisał(a):
pe 3. maaliskuuta 2019 klo 17.21 Name (a@nordlicht.example.test) kirjoitti:
Name kirjoitti 3.3.2019 klo 17.21:
Dne 3.3.2019 v 17:21 Name napsal(a):
ne 3. 3. 2019 v 17:21 odesílatel Name <a@nordlicht.example.test> napsal:
Dňa 3.3.2019 o 17:21 Name napísal(a):
Name <a@nordlicht.example.test> ezt írta (időpont: 2019. márc. 3., V, 17:21):
3 Mar 2019 Paz, 17:21 tarihinde Name <a@nordlicht.example.test> şunu yazdı:
3 Mart 2019 17:21 tarihinde Name yazdı:
În dum., 3 mar. 2019 la 17:21, Name <a@nordlicht.example.test> a scris:
Στις Κυρ, 3 Μαρ 2019 στις 5:21 μ.μ., ο χρήστης Name <a@nordlicht.example.test> έγραψε:
Vào CN, 3 thg 3, 2019 vào lúc 17:21 Name <a@nordlicht.example.test> đã viết:
Pada tanggal Min, 3 Mar 2019 17.21, Name <a@nordlicht.example.test> menulis:
ב-3 במרץ 2019, Name <a@nordlicht.example.test> כתב:
في الأحد، 3 مارس 2019 في 5:21 م تمت كتابة ما يلي بواسطة Name <a@nordlicht.example.test>:
Dana ned, 3. ožu 2019. u 17:21 Name <a@nordlicht.example.test> napisao je:
V V ned., 3. mar. 2019 ob 17:21 je oseba Name <a@nordlicht.example.test> napisala:
El dg., 3 de març 2019 a les 17:21, Name (<a@nordlicht.example.test>) va escriure:
Hr. Name <a@nordlicht.example.test> rašė:
P, 3. märts 2019 kell 17:21 Name kirjutas:
Svētd., 2019. g. 3. marts, plkst. 17:21 — lietotājs Name (<a@nordlicht.example.test>) rakstīja:
På 3. mars 2019 kl. 17:21:00, skrev Name <a@nordlicht.example.test>:
3 mars 2019 kl. 17:21 skrev Name <a@nordlicht.example.test>:
Den sön 3 mars 2019 kl 17:21 skrev Name <a@nordlicht.example.test>:
Den søn. 3. mar. 2019 kl. 17.21 skrev Name <a@nordlicht.example.test>:
Name skrev den 2019-03-03 17:21:
Il 03/03/2019 17:21, Name ha scritto:
In data domenica 3 marzo 2019 17:21:00, Name ha scritto:
Em 03/03/2019 17:21, Name escreveu:
No dia 3 de março de 2019, Name <a@nordlicht.example.test> escreveu:
Name <a@nordlicht.example.test> escreveu no dia domingo, 3/03/2019 à(s) 17:21:
El 3/3/19 a las 17:21, Name escribió:
Le dim. 3 mars 2019 à 17:21, Name <a@nordlicht.example.test> a écrit :
Le 03/03/2019 à 17:21, Name a écrit :
Zitat von Name <a@nordlicht.example.test>:
Quoting Name <a@nordlicht.example.test>:
Citando Name <a@nordlicht.example.test>:
Name <a@nordlicht.example.test> hat am 03.03.2019 17:21 geschrieben:
Am 3. März 2019 17:21:00 MEZ schrieb Name <a@nordlicht.example.test>:
Am Sonntag, 3. März 2019, 17:21:00 CET schrieb Name:
Am Sonntag, 3. März 2019 um 17:21 hat Name geschrieben:
schrieb Name am 03.03.2019 17:21:
Am 03.03.19, 17:21 schrieb "Name" <a@nordlicht.example.test>:
-------- Ursprüngliche Nachricht --------
-------- Originalnachricht --------
----- Ursprüngliche Mail -----
--- Original-Nachricht ---
Am 03.03.2019 um 17:21 schrieb Name:
-----Oprindelig meddelelse-----
-----Ursprungligt meddelande-----
-----Opprinnelig melding-----
-----Alkuperäinen viesti-----
-----Oorspronkelijk bericht-----
-----Mensagem original-----
-----Wiadomość oryginalna-----
-----Исходное сообщение-----
-------- Пересылаемое сообщение --------
-------- 転送メッセージ --------
-----元のメッセージ-----
-----Original Appointment-----
Sent from Samsung Mobile <a@nordlicht.example.test> wrote:
Original message from Name, 03.03.2019 17:21
---- Name wrote ----
---- Name schrieb ----
Thu, 26 Jun 2014 14:00:51 +0400 Bob <bob@example.test>:
02.04.2012 14:20 пользователь "bob@example.test" <bob@example.test> написал:
20:45, 3 марта 2019 г., Name <a@nordlicht.example.test>:
03.03.2019, 20:45, "Name" <a@nordlicht.example.test>:
"""


@pytest.mark.parametrize("head", HEADS.splitlines())
@pytest.mark.parametrize("quoted", ["Kein Zitat zu sehen\nzweite Zeile", "> zitiert\n> zweite Zeile"])
def test_what_stands_below_a_head_is_quotation(head: str, quoted: str) -> None:
    assert new_text(f"Die Nummer ist 4711.\n\n{head}\n\n{quoted}\n") == "Die Nummer ist 4711."


@pytest.mark.parametrize(
    "text",
    [
        "Ich wollte fragen, was er schrieb\nDanke",
        "Am 3.3.2019 bekam ich von Ihnen diese Antwort:\nNichts geht.",
        "Zitat von Goethe:\nEs irrt der Mensch, solang er strebt.",
        "Quoting from the manual:\nPress the button.",
        "2026-03-03 12:10 Neustart\n2026-03-03 12:15 Absturz",
        "On 3 March your colleague said we should wait.",
        "Fehlermeldung vom 03.03.2026 12:10:\n550 user unknown",
    ],
)
def test_a_sentence_like_a_head_is_kept(text: str) -> None:
    assert new_text(text) == text
