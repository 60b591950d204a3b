"""Addresses readers meet."""

from typing import Any

urlpatterns: list[Any] = []
