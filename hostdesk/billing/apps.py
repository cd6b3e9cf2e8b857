from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "hostdesk.billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hostdesk.billing import checks  # noqa: F401 - registers what `hostdesk verify` looks at
        from hostdesk.billing.statements import checks as _  # noqa: F401 - the same for statements
