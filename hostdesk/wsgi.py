"""HTTP for any WSGI server, and for `hostdesk.asgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostdesk.settings")

application = get_wsgi_application()
