"""The job engine alone, for tests that need processes, kills and a database of their own."""

import os
from pathlib import Path

from broadsheet.config.database import database, use_bundled_sqlite

use_bundled_sqlite()

HOME = Path(os.environ.get("BROADSHEET_HOME", "var"))
SECRET_KEY = "only for tests"
USE_TZ = True
INSTALLED_APPS = ["broadsheet.jobs", "tests.jobs.effects", "django_tasks", "django.contrib.contenttypes"]
DATABASES = {"default": database(os.environ.get("BROADSHEET_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "broadsheet.jobs.backend.JobsBackend"}}
