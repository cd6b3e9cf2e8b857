"""Every address of Hostdesk: the portal at the root, the desk beneath /desk/."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("hostdesk.accounts.urls")),
    path("desk/statements/", include("hostdesk.desk.statements_urls")),
    path("desk/articles/", include("hostdesk.desk.knowledge_urls")),
    path("desk/complaints/", include("hostdesk.desk.complaints_urls")),
    path("desk/", include("hostdesk.desk.urls")),
    path("demo/", include("hostdesk.demo.urls")),  # missing pages, unless the demo is installed
    path("calls/", include("hostdesk.gateways.phone.webhook")),
    path("api/", include("hostdesk.api.urls")),
    path("", include("hostdesk.portal.urls")),
]

handler404 = "hostdesk.portal.missing.not_found"
handler500 = "hostdesk.ui.outage.server_error"
