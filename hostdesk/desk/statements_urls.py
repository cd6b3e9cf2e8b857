"""The addresses of the statements."""

from django.urls import path

from hostdesk.desk import statements_page

app_name = "statements"
urlpatterns = [
    path("", statements_page.statements, name="list"),
    path("make/", statements_page.make, name="make"),
    path("export/", statements_page.export, name="export"),
    path("exports/<int:pk>.<slug:kind>", statements_page.export_file, name="export_file"),
    path("<slug:number>/credit/", statements_page.credit, name="credit"),
    path("<slug:number>.<slug:kind>", statements_page.file, name="file"),
]
