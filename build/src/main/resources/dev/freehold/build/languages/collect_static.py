"""Collects the static files of a Django project, and writes down where they are: `collect_static.py mysite.settings`."""

import json
import os
import sys

sys.path[0] = os.getcwd()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", sys.argv[1])

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

django.setup()
if apps.is_installed("django.contrib.staticfiles") and settings.STATIC_URL:
    if not settings.STATIC_ROOT:
        settings.STATIC_ROOT = os.path.abspath("staticfiles")
    call_command("collectstatic", interactive=False)
    with open(".freehold/static.json", "w", encoding="utf-8") as file:
        json.dump({"url": settings.STATIC_URL, "folder": os.path.relpath(settings.STATIC_ROOT)}, file)
