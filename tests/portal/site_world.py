"""The site of Nordlicht with some articles, for the tests of public pages."""

from pathlib import Path

from hostdesk.demo.cast_rows import install_cast
from hostdesk.knowledge.loading import load_folder

SECTIONS = """\
billing | questions | file | Rechnung | Billing | Rechnungen verstehen. | Understanding invoices.
mail-setup | articles | gear | E-Mail einrichten | Setting up mail | Für jedes Programm. | For each program.
"""
LONG = "## Konto\n\nPort 993.\n\n## Senden\n\nPort 465.\n\n## Prüfen\n\nFertig."
ARTICLES = {
    "billing/why-surcharge": (
        "question", "public", "Warum kostet es abends mehr?", "Why does the evening cost more?", "Darum.",
    ),
    "mail-setup/outlook": ("article", "public", "Outlook einrichten", "Setting up Outlook", LONG),
    "mail-setup/inside": ("article", "customers", "Ihr Wartungszugang", "Your maintenance access", "Geheim."),
    "mail-setup/secret": ("article", "staff", "Interner Ablauf", "Internal routine", "Nur für uns."),
}  # fmt: skip


def many(folder: Path, count: int) -> None:
    """So many further questions about bills."""
    for number in range(count):
        for language in ("de", "en"):
            text = (
                f"---\nkind: question\nsection: billing\nslug: bill-{number}-{language}\n"
                f"title: Frage {number}\nsummary: Kurz.\naudience: public\n---\nAntwort {number}\n"
            )
            (folder / "billing" / f"bill-{number}.{language}.md").write_text(text, encoding="utf-8")
    load_folder(folder, None)


def build(folder: Path) -> None:
    """Nordlicht, its departments and its articles."""
    install_cast()
    (folder / "sections.txt").write_text(SECTIONS, encoding="utf-8")
    for name, (kind, audience, german, english, body) in ARTICLES.items():
        section, key = name.split("/")
        (folder / section).mkdir(exist_ok=True)
        for language, title in (("de", german), ("en", english)):
            text = (
                f"---\nkind: {kind}\nsection: {section}\nslug: {key}-{language}\ntitle: {title}\n"
                f"summary: {title} in Kürze.\naudience: {audience}\n---\n{body}\n"
            )
            (folder / section / f"{key}.{language}.md").write_text(text, encoding="utf-8")
    load_folder(folder, None)
