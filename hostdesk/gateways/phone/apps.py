from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """Calls, and everything that was heard of them."""

    name = "hostdesk.gateways.phone"
    label = "phone"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what `hostdesk verify` looks at."""
        from hostdesk.gateways.phone import checks  # noqa: F401 -- importing it registers its checks
