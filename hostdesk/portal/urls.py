"""The public's pages."""

from django.urls import path

from hostdesk.portal import views

app_name = "portal"
urlpatterns = [path("", views.welcome, name="welcome")]
