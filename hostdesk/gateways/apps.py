from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    """The doors: raw input as received, and the ways in and out of each channel."""

    name = "hostdesk.gateways"

    def ready(self) -> None:
        """Register the reconciliation among the checks of `hostdesk verify`."""
        from hostdesk.gateways import reconcile  # noqa: F401 -- importing it registers its checks
