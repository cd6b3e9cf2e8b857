"""Fails when a model differs from its migrations."""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Exits 1 with the names of the missing migrations."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostdesk.settings")
    django.setup()
    call_command("makemigrations", check=True, dry_run=True, interactive=False)


if __name__ == "__main__":
    main()
