from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "hostdesk.customers"
    default_auto_field = "django.db.models.BigAutoField"
