"""The sentences of our letters about price and consent, in German and English (M14, M15, M18, M20)."""

from collections.abc import Mapping
from types import MappingProxyType

DE: Mapping[str, str] = MappingProxyType(
    {
        "ask.subject": "[{number}] Dürfen wir kostenpflichtig für Sie arbeiten?",
        "ask.letter": (
            "{greeting}\n\n"
            "bevor wir außerhalb des Tagespreises kostenpflichtig für Sie arbeiten, brauchen wir Ihre "
            "Zustimmung. Mit dem Öffnen der Seite haben Sie nichts bestellt; erst der Knopf dort zählt:\n\n"
            "{link}\n\n"
            "Der Link gilt bis {expires}, einmal und nur für diese Anfrage.{by_mail}\n\n{text}\n"
        ),
        "ask.by_mail": (
            " Sie können auch auf diese Mail antworten; schreiben Sie dann bitte einfach „Ja, einverstanden“ "
            "oder „Nein“."
        ),
        "ask.text": (
            "Anfrage: {number}\nBetreff: {subject}\nEingegangen: {received}\nKunde: {customer}\n"
            "Ursache: {sphere}\n\n"
            "Bis {until} gilt der Zuschlagspreis ({rate} % USt., {brackets}):\n"
            "- Pauschale, einmal: {flat}\n- je angefangene {unit}: {price}\n\n"
            "Wir fragen nach {hours} Arbeit in dieser Zeit. Das kostet höchstens {most}. Mehr berechnen wir "
            "nicht, ohne Sie vorher noch einmal zu fragen; angefangene Viertelstunden zählen dabei mit. "
            "Pausen kosten nichts, und arbeiten mehrere zugleich, zählt die Zeit einmal. Stellt sich heraus, "
            "dass die Ursache bei uns lag, kostet die Arbeit nichts, auch nachträglich.{so_far}\n\n"
            "Wenn Sie ablehnen oder nicht antworten: {otherwise} Kostenpflichtige Arbeit kann ohne Ihre "
            "Zustimmung am {day} beginnen, dann zum Tagespreis von {day_price} je angefangene {unit}, ohne "
            "Pauschale.{consumer}"
        ),
        "brackets": "in Klammern brutto",
        "brackets.consumer": "in Klammern netto",
        "ask.so_far": " Vorher ist für diese Anfrage schon Arbeit angefallen: {net} netto.",
        "ask.otherwise": "Wir melden uns am {opening} bei Ihnen.",
        "ask.open": "Wir bleiben für Sie erreichbar.",
        "ask.consumer": (
            "\n\nSie sind Verbraucher: Sie können den Auftrag binnen 14 Tagen widerrufen. Mit dem "
            "Knopf bitten "
            "Sie uns ausdrücklich, schon vorher zu beginnen; was bis zu einem Widerruf geleistet ist, ist zu "
            "bezahlen, und mit dem Abschluss der Arbeit endet das Widerrufsrecht."
        ),
        "ask.button": "Kostenpflichtig beauftragen",
        "ask.button_consumer": "zahlungspflichtig bestellen",
        "sphere.outside": "nach unserem Befund außerhalb unseres Bereichs",
        "sphere.unknown": "noch nicht geklärt",
        "sphere.inside": "in unserem Bereich, die Arbeit ist kostenlos",
        "unit.quarter": "Viertelstunde",
        "unit.minute": "Minute",
        "flat.paid": "schon berechnet",
        "yes.subject": "[{number}] Ihre Zustimmung ist eingegangen",
        "yes.letter": (
            "{greeting}\n\n"
            "Sie haben am {answered} {way} zugestimmt, dass wir bis {until} kostenpflichtig an Ihrer Anfrage "
            "{number} arbeiten: höchstens {most}. Wir beginnen so bald wie möglich.\n\n"
            "Für künftige Arbeit können Sie die Zustimmung jederzeit zurücknehmen: {revoke}\n\n"
            "Dem haben Sie zugestimmt:\n\n{text}\n"
        ),
        "way.link": "auf unserer Seite",
        "way.page": "in Ihrem Kundenbereich",
        "dispute.subject": "[{number}] Unsere Antwort auf Ihren Einwand",
        "dispute.letter": (
            "{greeting}\n\n"
            "zu Ihrer Anfrage {number} haben Sie am {at} eingewandt:\n\n{text}\n\n"
            "Wir haben das neu angesehen. Unsere Antwort:\n\n{answer}\n\n"
            "Sehen Sie es weiter anders, antworten Sie bitte auf diese Mail.\n"
        ),
        "way.mail": "mit Ihrer Mail",
        "revoke.link": "{link}",
        "revoke.mail": "antworten Sie einfach auf diese Mail.",
        "no.subject": "[{number}] Ohne Ihre Zustimmung arbeiten wir nicht kostenpflichtig",
        "no.letter": (
            "{greeting}\n\n"
            "wir haben vermerkt, dass Sie der kostenpflichtigen Arbeit an Ihrer Anfrage {number} {what}. "
            "{otherwise} Kostenpflichtige Arbeit kann ohne Ihre Zustimmung am {day} beginnen, dann zum "
            "Tagespreis von {day_price} je angefangene {unit}, ohne Pauschale.\n"
        ),
        "no.refused": "nicht zustimmen",
        "no.revoked": "nicht mehr zustimmen; was bis dahin gearbeitet wurde, bleibt davon unberührt",
        "sleep.subject": "[{number}] Wir melden uns am {opening}",
        "sleep.letter": (
            "{greeting}\n\n"
            "Ihre Anfrage {number} ruht bis zum nächsten Arbeitstag. Wir melden uns am {opening} "
            "bei Ihnen.\n\n"
            "Kostenpflichtige Arbeit kann ohne Ihre Zustimmung am {day} beginnen, dann zum Tagespreis von "
            "{day_price} je angefangene {unit}. Liegt die Ursache bei uns, arbeiten wir kostenlos und warten "
            "damit nicht.\n"
        ),
        "accept.subject": "[{number}] {service}: Das können wir für Sie tun",
        "accept.letter": (
            "{greeting}\n\n"
            "wir haben Ihre Anfrage geprüft: {service} können wir für Sie erledigen. Wir schätzen {time}, "
            "das wären {estimate}; berechnet wird die tatsächliche Zeit zu {price} je angefangene {unit}."
            "\n\n{reasons}\n\nWir rufen Sie an, um alles Weitere zu besprechen.\n"
        ),
        "decline.subject": "[{number}] {service}: Das können wir leider nicht übernehmen",
        "decline.letter": (
            "{greeting}\n\nwir haben Ihre Anfrage geprüft: {service} können wir diesmal nicht übernehmen.\n\n"
            "{reasons}\n"
        ),
        "reminder.subject": "[{number}] Zugesagter Anruf bis {end}",
        "reminder.letter": (
            "Zwischen {start} und {end} ist ein Anruf zugesagt: {who}, {phone}.\n\n"
            "Es geht um: {service}\n\n{link}\n"
        ),
        "service.outside": "Beauftragte Leistung, die Produkte anderer Hersteller betrifft: {service}.",
        "call.subject": "[{number}] Wir rufen Sie an",
        "call.letter": (
            "{greeting}\n\nwegen Ihrer Anfrage {number} ({service}) rufen wir Sie an: {window}.\n"
        ),
    }
)

EN: Mapping[str, str] = MappingProxyType(
    {
        "ask.subject": "[{number}] May we do chargeable work for you?",
        "ask.letter": (
            "{greeting}\n\n"
            "Before we do chargeable work for you outside the daytime rate, we need your consent. "
            "Opening the "
            "page orders nothing; only the button there counts:\n\n{link}\n\n"
            "The link is valid until {expires}, once, and for this request only.{by_mail}\n\n{text}\n"
        ),
        "ask.by_mail": " You may also reply to this mail; then please simply write “Yes, I agree” or “No”.",
        "ask.text": (
            "Request: {number}\nSubject: {subject}\nReceived: {received}\nCustomer: {customer}\n"
            "Cause: {sphere}\n\n"
            "Until {until} the surcharge rate applies ({rate} % VAT, {brackets}):\n"
            "- flat fee, once: {flat}\n- per started {unit}: {price}\n\n"
            "We ask for {hours} of work in that time. It will cost {most} at most. We charge no more without "
            "asking you again; started quarter-hours count towards it. Breaks cost nothing, and if several "
            "of us work at once the time counts once. Should the cause turn out to be on our side, the work "
            "is free, also in retrospect.{so_far}\n\n"
            "If you decline or do not answer: {otherwise} Chargeable work can begin without your consent on "
            "{day}, then at the daytime rate of {day_price} per started {unit}, without the flat fee."
            "{consumer}"
        ),
        "brackets": "gross in brackets",
        "brackets.consumer": "net in brackets",
        "ask.so_far": " Earlier work on this request comes to {net} net.",
        "ask.otherwise": "We will get in touch with you on {opening}.",
        "ask.open": "You can still reach us.",
        "ask.consumer": (
            "\n\nYou are a consumer: you may withdraw from the order within 14 days. With the button you "
            "expressly ask us to begin earlier; what has been done until a withdrawal is to be paid, and the "
            "right of withdrawal ends when the work is complete."
        ),
        "ask.button": "Order with costs",
        "ask.button_consumer": "order with obligation to pay",
        "sphere.outside": "outside our responsibility, as far as we have found",
        "sphere.unknown": "not known yet",
        "sphere.inside": "on our side, the work is free",
        "unit.quarter": "quarter-hour",
        "unit.minute": "minute",
        "flat.paid": "charged already",
        "yes.subject": "[{number}] We have received your consent",
        "yes.letter": (
            "{greeting}\n\n"
            "On {answered} you agreed {way} to chargeable work on your request {number} until "
            "{until}: {most} "
            "at most. We begin as soon as possible.\n\n"
            "For future work you may take back your consent at any time: {revoke}\n\n"
            "This is what you agreed to:\n\n{text}\n"
        ),
        "way.link": "on our page",
        "way.page": "on your pages at our site",
        "dispute.subject": "[{number}] Our answer to your objection",
        "dispute.letter": (
            "{greeting}\n\n"
            "About your request {number} you objected on {at}:\n\n{text}\n\n"
            "We have looked at it anew. This is our answer:\n\n{answer}\n\n"
            "If you still see it differently, please reply to this mail.\n"
        ),
        "way.mail": "by mail",
        "revoke.link": "{link}",
        "revoke.mail": "simply reply to this mail.",
        "no.subject": "[{number}] Without your consent we do no chargeable work",
        "no.letter": (
            "{greeting}\n\n"
            "We have noted that you {what} to chargeable work on your request {number}. {otherwise} "
            "Chargeable "
            "work can begin without your consent on {day}, then at the daytime rate of {day_price} per "
            "started {unit}, without the flat fee.\n"
        ),
        "no.refused": "do not agree",
        "no.revoked": "no longer agree (work done until then is not affected)",
        "sleep.subject": "[{number}] We will get in touch on {opening}",
        "sleep.letter": (
            "{greeting}\n\n"
            "Your request {number} rests until the next working day. We will get in touch with you on "
            "{opening}.\n\n"
            "Chargeable work can begin without your consent on {day}, then at the daytime rate of "
            "{day_price} "
            "per started {unit}. Should the cause be on our side, we work free of charge and do not wait.\n"
        ),
        "accept.subject": "[{number}] {service}: what we can do for you",
        "accept.letter": (
            "{greeting}\n\n"
            "We have looked at your request: we can do this for you ({service}). We estimate {time}, which "
            "would be {estimate}; the time it really takes is charged at {price} per started {unit}."
            "\n\n{reasons}\n\nWe will phone you to talk about the rest.\n"
        ),
        "decline.subject": "[{number}] {service}: we are sorry, we cannot do this",
        "decline.letter": (
            "{greeting}\n\nWe have looked at your request: we cannot do this for you this time ({service})."
            "\n\n{reasons}\n"
        ),
        "reminder.subject": "[{number}] A call is promised until {end}",
        "reminder.letter": (
            "Between {start} and {end} a call is promised: {who}, {phone}.\n\n"
            "It is about: {service}\n\n{link}\n"
        ),
        "service.outside": "A service was ordered that concerns other makers' products: {service}.",
        "call.subject": "[{number}] We will phone you",
        "call.letter": (
            "{greeting}\n\nAbout your request {number} ({service}) we will phone you: {window}.\n"
        ),
    }
)

LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"de": DE, "en": EN})
