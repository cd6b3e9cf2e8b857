"""The catalogue of services that are never free (M19)."""

from django.db.models import QuerySet

from hostdesk.billing.models import Service
from hostdesk.core.service_words import likely
from hostdesk.journal.record import record, writing

# Other makers' products: slug, German and English title, German and English text, keywords.
_FIRST = (
    (
        "mail-program",
        "Einrichtung Ihres Mailprogramms",
        "Setting up your mail program",
        "Wir richten das Mailprogramm auf Ihrem Rechner oder Telefon für Ihre Postfächer ein.",
        "We set up the mail program on your computer or phone for your mailboxes.",
        "outlook, thunderbird, apple mail, mailprogramm, mail-programm, e-mail-programm, "
        "mail program, mailclient, mail client, iphone, android, einricht, eingericht, set up, "
        "setting up, setup",
    ),
    (
        "fix-scripts",
        "Korrektur fehlerhafter Skripte und Anwendungen",
        "Correcting faulty scripts and applications",
        "Wir suchen und beheben Fehler in Skripten und Anwendungen, die nicht von uns stammen.",
        "We find and mend faults in scripts and applications that are not ours.",
        "skript, script, plugin, plug-in, fehlerhaft, fehler, php, wordpress, joomla, typo3, "
        "shopware, korrig, beheb, reparier, bug, fix, repair, debug",
    ),
    (
        "web-programming",
        "Programmierung von Webanwendungen",
        "Programming web applications",
        "Wir programmieren oder erweitern Anwendungen für Ihre Website.",
        "We write or extend applications for your website.",
        "programmier, webanwendung, web-anwendung, formular, erweiter, entwick, schnittstelle, "
        "programming, develop, extend, web application, feature",
    ),
    (
        "security-software",
        "Konfiguration Ihrer Viren-, Proxy- und Firewall-Software",
        "Configuring your virus, proxy and firewall software",
        "Wir stellen die Schutzsoftware auf Ihrer Seite so ein, dass Ihre Dienste funktionieren.",
        "We configure the protective software on your side so that your services work.",
        "virenscanner, virus, viren, firewall, proxy, antivir, sicherheitssoftware, konfigur, "
        "configur, schutzsoftware, freischalt",
    ),
    (
        "own-mail-server",
        "Konfiguration Ihrer eigenen Mailserver",
        "Configuring your own mail servers",
        "Wir konfigurieren Mailserver, die Sie selbst betreiben.",
        "We configure mail servers that you run yourself.",
        "exchange, postfix, eigener mailserver, eigenen mailserver, own mail server, mailserver, "
        "mail server, smarthost, relay, konfigur, configur, connector",
    ),
)


def make_first() -> None:
    """Write the five services of M19 if there is none yet; several starts at once agree."""
    if Service.objects.exists():
        return
    with writing():
        if Service.objects.exists():  # another start was quicker
            return
        for position, (slug, title_de, title_en, text_de, text_en, keywords) in enumerate(_FIRST):
            Service.objects.create(
                slug=slug, title_de=title_de, title_en=title_en, text_de=text_de, text_en=text_en,
                position=position, keywords=keywords,
            )  # fmt: skip
            record("service.added", about=f"service:{slug}", by="start", title_de=title_de, title_en=title_en)


def suggested(text: str) -> Service | None:
    """The service that a letter may ask for; a person decides. None if nothing points at one."""
    offers = {one: one.keywords.split(",") for one in catalogue()}
    return likely(text, offers)


def first_keywords() -> dict[str, str]:
    """By slug, for catalogues that were written before services had keywords."""
    return {slug: keywords for slug, *_, keywords in _FIRST}


def catalogue(*, only_active: bool = True) -> QuerySet[Service]:
    """The services in the order of the catalogue."""
    return Service.objects.filter(is_active=True) if only_active else Service.objects.all()
