"""The web door: pages through `hostdesk.lib.bridge`, live sockets through Channels."""

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings

from hostdesk.lib.bridge import Bridge
from hostdesk.wsgi import application as pages

# After hostdesk.wsgi, which loads the apps that the consumers import models from.
from hostdesk.desk.live import routing  # isort: skip

application = ProtocolTypeRouter(
    {
        "http": Bridge(pages, threads=settings.HOSTDESK["HOSTDESK_WEB_THREADS"]),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routing))),
    }
)
