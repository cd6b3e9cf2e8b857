from django.apps import AppConfig


class FaxConfig(AppConfig):
    """Faxes that came in, page by page."""

    name = "hostdesk.gateways.fax"
    label = "fax"
    default_auto_field = "django.db.models.BigAutoField"
