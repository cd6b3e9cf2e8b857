"""Every address of Hostdesk: the portal at the root, the desk beneath /desk/."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path


def _part(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    *_part("account/", "hostdesk.accounts.urls"),
    *_part("desk/", "hostdesk.desk.urls"),
    *_part("demo/", "hostdesk.demo.urls"),
    *_part("", "hostdesk.portal.urls"),
]

handler500 = "hostdesk.ui.outage.server_error"
