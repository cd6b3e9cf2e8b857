"""Waking Django up, for the commands that need it."""

import os


def start_django() -> None:
    """Load settings and apps; raises hostdesk.config.WrongSetting when a setting is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostdesk.settings")
    import django

    django.setup()
