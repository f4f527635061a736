"""The web process. It refuses a database login that stands above the walls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")
application = get_wsgi_application()

from sisterhood.local.guard import refuse_masters  # noqa: E402 - settings must be read first

refuse_masters()
