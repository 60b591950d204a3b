"""The statistics store lies where the setting says."""

from pathlib import Path

import pytest

from broadsheet.config.database import statistics
from broadsheet.config.options import BadSetting


def test_the_store_lies_where_the_setting_says(tmp_path: Path) -> None:
    """A file of its own beside SQLite, the same PostgreSQL by default, or anywhere."""
    postgresql = "postgresql://ada@db.example/paper"

    assert statistics("", "", tmp_path)["NAME"] == tmp_path / "statistics.sqlite3"
    assert statistics("", "sqlite:///srv/paper.sqlite3", tmp_path)["NAME"] == tmp_path / "statistics.sqlite3"
    assert statistics("", postgresql, tmp_path)["NAME"] == "paper"
    assert statistics("postgresql://ada@other.example/counts", postgresql, tmp_path)["HOST"] == "other.example"
    assert statistics("sqlite:///srv/counts.sqlite3", postgresql, tmp_path)["NAME"] == Path("/srv/counts.sqlite3")
    with pytest.raises(BadSetting, match="BROADSHEET_STATISTICS_URL='mysql://x/y' cannot be used"):
        statistics("mysql://x/y", "", tmp_path)
