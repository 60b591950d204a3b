"""Find the public sample files that lie beside the checkout; they are read, never copied."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("BROADSHEET_SAMPLES", Path(__file__).resolve().parents[2] / "shared" / "samples"))


def sample(path: str) -> Path:
    """Give the path of one sample, or skip the test with the way to get it."""
    found = ROOT / path
    if not found.exists():
        pytest.skip(f"Sample {path} is not beside this checkout. Set BROADSHEET_SAMPLES to the folder that holds it.")
    return found
