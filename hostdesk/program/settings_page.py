"""The table of settings as a page of the manual, and as it is set on this machine."""

import re
from collections.abc import Iterable, Mapping

from hostdesk.config import Setting

_SECRET = re.compile(r"SECRET|PASSWORD|KEY")
_PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]*:)[^@\s]*(@)")

_HEAD = """# Settings

Every setting is an environment variable. This page is written by `hostdesk settings --markdown`;
`hostdesk settings` shows what is set on a machine. A wrong value, or a name that does not exist,
stops Hostdesk at its start with a sentence that says what to set.

| Variable | Default | Meaning |
| --- | --- | --- |
"""


def markdown(table: Iterable[Setting]) -> str:
    """The manual's page."""
    return _HEAD + "".join(
        f"| `{setting.name}` | {_code(setting.default)} | {setting.meaning} |\n" for setting in table
    )


def values(table: Iterable[Setting], environ: Mapping[str, str]) -> str:
    """One paragraph a setting: its value here, whether that is the default, and its meaning."""
    return "".join(
        f"{setting.name}={_shown(setting, environ)}{'' if setting.name in environ else '  (default)'}\n"
        f"    {setting.meaning}\n"
        for setting in table
    )


def _code(text: str) -> str:
    return f"`{text}`" if text else "empty"


def _shown(setting: Setting, environ: Mapping[str, str]) -> str:
    value = environ.get(setting.name, setting.default)
    if value and _SECRET.search(setting.name):
        return "(set, not shown)"
    return _PASSWORD_IN_URL.sub(r"\1…\2", value)
