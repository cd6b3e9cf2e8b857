"""Pages of one customer: behind a sign-in or behind a one-time link."""

from django.urls import URLPattern, path

from hostdesk.portal import consent_page, my_passkey_sign_in, my_sign_in, my_tickets

urlpatterns: list[URLPattern] = [
    path("consent/<str:token>", consent_page.consent, name="consent"),
    path("my/sign-in/", my_sign_in.sign_in, name="my_sign_in"),
    path("my/sign-in/sent/", my_sign_in.sent, name="my_sent"),
    path("my/sign-in/code/", my_sign_in.code, name="my_code"),
    path("my/sign-in/passkey/question/", my_passkey_sign_in.question, name="my_passkey_question"),
    path("my/sign-in/passkey/", my_passkey_sign_in.answer, name="my_passkey_answer"),
    path("my/in/<str:token>", my_sign_in.link, name="my_link"),
    path("my/sign-out/", my_sign_in.sign_out, name="my_sign_out"),
    path("my/", my_tickets.tickets, name="my"),
]
