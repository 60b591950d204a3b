"""Keep the ready-made values that many pages need at once."""

import json
from typing import Any

from broadsheet.public.models import SiteRecord
from broadsheet.public.tags import changed


def keep_record(key: str, value: Any) -> bool:
    """Write a value and say that it changed; nothing happens if it is the one that is kept."""
    kept = SiteRecord.objects.filter(key=key).values_list("value", flat=True).first()
    if kept is not None and kept == json.loads(json.dumps(value)):
        return False
    SiteRecord.objects.update_or_create(key=key, defaults={"value": value})
    changed(f"record:{key}")
    return True
