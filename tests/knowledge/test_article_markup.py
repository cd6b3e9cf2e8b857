"""Markdown as readers see it, and what gets no further than the editor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.knowledge import markup

PICTURE = "/articles/images/0123456789abcdef0123456789abcdef/plan.png"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ein *Wort*.", "<p>Ein <em>Wort</em>.</p>"),
        ("Zeile\nweiter", "<p>Zeile\nweiter</p>"),
        ("# Groß", '<h2 id="gross">Groß</h2>'),
        ("## Ü\n\n## Ü", '<h2 id="ue">Ü</h2>\n<h2 id="ue-2">Ü</h2>'),
        ("##### Klein", "<h4>Klein</h4>"),
        ("    kein Code", "<p>kein Code</p>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("> **Hinweis:** Gut.",
         '<div class="note note--note" role="note">\n<p><strong>Hinweis:</strong> Gut.</p>\n</div>'),
        ("> **Warning:** Bad.",
         '<div class="note note--warning" role="note">\n<p><strong>Warning:</strong> Bad.</p>\n</div>'),
        ("> Nur ein Zitat", "<blockquote>\n<p>Nur ein Zitat</p>\n</blockquote>"),
        (f"![Plan]({PICTURE})", f'<p><img src="{PICTURE}" alt="Plan" loading="lazy"></p>'),
        ("![Plan](https://evil.example.test/a.png)", "<p>Plan</p>"),
        ("[da](article:known)", '<p><a href="/de/articles/known/" rel="noopener">da</a></p>'),
        ("[fort](article:unknown)", "<p>fort</p>"),
        ("[x](javascript:alert(1))", "<p>x</p>"),
        ("[x](//evil.example.test)", "<p>x</p>"),
        ("[x](#oben)", '<p><a href="#oben" rel="noopener">x</a></p>'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes(text: str, html: str) -> None:
    known = {"known": "/de/articles/known/"}
    assert markup.page(text, known.get).html.strip() == html


def test_a_table_scrolls_in_a_frame_of_its_own() -> None:
    html = markup.page("| a | b |\n| - | - |\n| c | d |").html
    assert html.startswith('<div class="wide-table" tabindex="0">\n<table>')
    assert html.rstrip().endswith("</table>\n</div>")


def test_the_contents_name_headings_of_two_levels() -> None:
    found = markup.page("## Eins\n\n### Zwei `x`\n\n#### Drei").headings
    assert [(one.level, one.text, one.anchor) for one in found] == [
        (2, "Eins", "eins"),
        (3, "Zwei x", "zwei-x"),
    ]


def test_a_note_within_a_note_is_closed() -> None:
    html = markup.page("> **Note:** a\n>\n> > **Warning:** b\n\nc").html
    assert html.count("<div") == html.count("</div>") == 2
    assert "<blockquote" not in html


@given(st.text(max_size=300))
def test_whatever_is_typed_has_no_active_part(text: str) -> None:
    html = markup.page(text).html.lower()
    for bad in ("<script", "<iframe", "<svg", "javascript:", "<style", "<form"):
        assert bad not in html.replace("&lt;", "")


@given(st.text(max_size=80))
def test_an_address_has_only_plain_letters(text: str) -> None:
    slug = markup.slug_of(text)
    assert slug == "".join(one for one in slug if one.isascii() and (one.isalnum() or one == "-"))
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_a_letter_gets_whole_addresses_and_no_pictures() -> None:
    text = f"Siehe [hier](article:a) und [dort](article:b).\n![Plan]({PICTURE})\n"
    assert markup.for_letter(text, {"a": "https://x.test/a/"}) == "Siehe [hier](https://x.test/a/) und dort."


def test_the_search_reads_words_alone() -> None:
    assert markup.plain("## Kopf\n\n- *eins* [zwei](article:x)\n\n```\ndrei\n```").split() == [
        "Kopf", "eins", "zwei", "drei",
    ]  # fmt: skip
