from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "hostdesk.knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hostdesk.knowledge import checks  # noqa: F401 - registers what `hostdesk verify` looks at
