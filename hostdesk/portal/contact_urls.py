"""The contact form."""

from django.urls import URLPattern, URLResolver, path

from hostdesk.portal import complaint_page, contact_answers, contact_page, contact_sent
from hostdesk.portal.in_language import in_language, to_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("contact/", to_language, {"to": "portal:contact"}),
    *in_language(
        [
            path("contact/", contact_page.contact, name="contact"),
            path("contact/invoice/", complaint_page.complaint, name="contact_invoice"),
            path("contact/answers/", contact_answers.answers, name="contact_answers"),
            path("contact/sent/<str:token>/", contact_sent.sent, name="contact_sent"),
            path("contact/embed/", contact_page.embedded, name="contact_embedded"),
            path("contact/embed/sent/<str:token>/", contact_sent.embedded_sent, name="contact_embedded_sent"),
        ]
    ),
]
