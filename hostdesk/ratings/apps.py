from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Asked once for each time that a ticket was solved."""

    name = "hostdesk.ratings"
