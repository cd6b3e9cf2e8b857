"""The addresses of Accounting's complaints."""

from django.urls import path

from hostdesk.desk import complaints_page

app_name = "complaints"
urlpatterns = [
    path("", complaints_page.complaints, name="list"),
    path("export/", complaints_page.export, name="export"),
    path("exports/<int:pk>.<slug:kind>", complaints_page.export_file, name="export_file"),
]
