"""Speed as ratios: `python -m bench --cases N` measures the product's own queries behind its own walls.

A city alone and a nation that holds the same city stand side by side on one server; measurements are
interleaved and only medians and ratios are judged, so a slow machine fails nothing.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sisterhood.settings")
django.setup()
