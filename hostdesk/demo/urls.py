"""The customers' side of the demo; every page is missing unless the demo is installed."""

from django.urls import path

from hostdesk.demo import call_views, law, views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("call/", call_views.ring, name="call"),
    path("somebody/", views.somebody, name="somebody"),
    path("<str:language>/imprint/", law.imprint, name="imprint"),
    path("<str:language>/privacy/", law.privacy, name="privacy"),
    path("<str:address>/", views.mailbox, name="mailbox"),
    path("<str:address>/new/", views.write, name="write"),
    path("<str:address>/<str:name>/", views.mail, name="mail"),
    path("<str:address>/<str:name>/html/", views.html, name="html"),
    path("<str:address>/<str:name>/answer/", views.answer, name="answer"),
    path("<str:address>/<str:name>/return/", views.send_back, name="return"),
]
