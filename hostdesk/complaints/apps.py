from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "hostdesk.complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hostdesk.complaints import checks  # noqa: F401 - registers what `hostdesk verify` looks at
