from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "hostdesk.billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hostdesk.billing import checks  # noqa: F401 - registers what `hostdesk verify` looks at
