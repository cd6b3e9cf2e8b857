"""Reads the worked examples in docs/rules, so that the manual and the tests cannot drift apart."""

from pathlib import Path

_RULES = Path(__file__).parents[2] / "docs" / "rules"


def rows(page: str, heading: str) -> list[dict[str, str]]:
    """The rows of the first table under `## heading` in docs/rules/`page`, by column name."""
    text = (_RULES / page).read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    names, _, *cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    assert cells, f"{page} has no rows under {heading}"
    return [dict(zip(names, row, strict=True)) for row in cells]
