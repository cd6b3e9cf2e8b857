from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "hostdesk.tickets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hostdesk.tickets import checks  # noqa: F401 - registers what `hostdesk verify` looks at
