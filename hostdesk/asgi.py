"""The web door: pages through `hostdesk.lib.bridge`, live sockets through Channels."""

from importlib import import_module
from importlib.util import find_spec

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings

from hostdesk.lib.bridge import Bridge
from hostdesk.wsgi import application as pages

# After hostdesk.wsgi, which loads the apps that the consumers import models from.
routing = import_module("hostdesk.desk.live").routing if find_spec("hostdesk.desk.live") else []

application = ProtocolTypeRouter(
    {
        "http": Bridge(pages, threads=settings.HOSTDESK["HOSTDESK_WEB_THREADS"]),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routing))),
    }
)
