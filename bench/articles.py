"""How long a search in the knowledge base takes: 5,000 articles of 300 words, common and rare words.

See bench/README.md. `python bench/articles.py [ARTICLES] [TIMES]`, with HOSTDESK_HOME (and DATABASE_URL) of
an empty place of its own; what is there from the last run is measured again. The goal is under 50 ms.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures import Figures, table

_NOW = datetime(2026, 9, 1, tzinfo=UTC)
_PARTS = """
post fach mail domain server name konto daten bank web seite zugang kenn wort weiter leitung größe
liste preis rechnung kunde vertrag spam filter zertifikat adresse programm telefon einstellung
fehler meldung verwaltung speicher platz sicherung umzug bestellung tarif anhang ordner nutzer
schutz prüfung
"""
_QUERIES = {
    "one common word": "Postfach",
    "two words": "Postfach Größe",
    "a sentence": "Warum kann ich mit meinem Mailprogramm keine Rechnung öffnen",
    "eight common words": "Mail Server Domain Daten Web Konto Preis Liste",
    "beginning of a word": "mai",
    "slips of the finger": "Pstofach Rechnugn Spamfiltre",
    "a compound of ours": "Weiterleitungsadresse",
    "nothing at all": "Kernfusionsreaktor Quantenschaum",
}


def main(articles: int, times: int) -> None:
    """Fill if it is empty, ask every query, print the table and how the whole compares with one word."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostdesk.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from hostdesk.core.articles import Audience
    from hostdesk.knowledge.models import Posting, Text, Word
    from hostdesk.knowledge.search import search

    call_command("migrate", verbosity=0)
    began = time.monotonic()
    _fill(articles - Text.objects.count())
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    print(f"{connection.vendor}, {Text.objects.count():,} articles, {Word.objects.count():,} forms, ", end="")
    print(f"{Posting.objects.count():,} postings, filled in {time.monotonic() - began:.0f} s")
    figures = []
    for name, words in _QUERIES.items():
        one = Figures(name)
        search(words, "de", Audience.PUBLIC)
        for _ in range(times):
            with one.measured():
                search(words, "de", Audience.PUBLIC)
        figures.append(one)
    print(table(figures))


def _fill(count: int) -> None:
    from hostdesk.journal.record import writing
    from hostdesk.knowledge import index
    from hostdesk.knowledge.content import Content
    from hostdesk.knowledge.models import Article, Section, Text
    from hostdesk.knowledge.writing_down import add_version, show

    random = Random(1)
    vocabulary = _vocabulary(random)
    section = Section.objects.get_or_create(
        slug="bench", defaults={"kind": "article", "name_de": "Bench", "name_en": "Bench"}
    )[0]
    first, written = Text.objects.count(), []
    with writing():
        for number in range(first, first + max(0, count)):
            article = Article.objects.create(
                key=f"a{number}", section=section, kind="article", created_at=_NOW
            )
            text = Text.objects.create(article=article, language="de", slug=f"a{number}")
            body = " ".join(_words(random, vocabulary, 300))
            content = Content(
                " ".join(_words(random, vocabulary, 5)), " ".join(_words(random, vocabulary, 12)), "", body
            )
            show(text, add_version(text, content, None, _NOW), _NOW, None, _NOW)
            written.append(text)
        index.refresh(written, _NOW)


def _vocabulary(random: Random) -> list[str]:
    compounds = {"".join(random.choices(_PARTS.split(), k=random.choice((2, 2, 3)))) for _ in range(12_000)}
    rare = {"".join(random.choices("aeioubdfgklmnrst", k=random.randrange(4, 12))) for _ in range(12_000)}
    return [*_PARTS.split(), *sorted(compounds), *sorted(rare)]


def _words(random: Random, vocabulary: list[str], count: int) -> list[str]:
    """Few words often, most of them hardly ever (Zipf)."""
    return [vocabulary[min(len(vocabulary) - 1, int(random.paretovariate(0.5)) - 1)] for _ in range(count)]


if __name__ == "__main__":
    main(*(int(value) for value in (sys.argv[1:] + ["5000", "30"][len(sys.argv) - 1 :])))
