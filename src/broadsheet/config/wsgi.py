"""The WSGI application that `broadsheet serve` runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what was loaded stays for good: the collector need not walk through it again for every few pages
