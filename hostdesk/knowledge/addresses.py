"""Where articles stand on the site."""


def article(language: str, slug: str) -> str:
    """The path of an article's page."""
    return f"/{language}/articles/{slug}/"
