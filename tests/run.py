"""Run the whole suite on SQLite and on PostgreSQL, after finding or installing what it needs: `python -m tests.run`.

What is missing and cannot be installed here is named, with the way to get it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.needs import chromium, curl, nginx, postgresql, varnish

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run pytest once a database; the exit code is the first that is not 0."""
    chromium()
    varnish()
    nginx()
    curl()
    with tempfile.TemporaryDirectory(prefix="broadsheet-test-") as home:
        for name, url, words in (("SQLite", "", []), ("PostgreSQL", postgresql(), ["--again"])):
            print(f"\n== The suite on {name} ==", flush=True)
            if code := suite(url, Path(home) / name.lower(), *words):
                return code
    return 0


def suite(url: str, home: Path, *words: str) -> int:
    """Run pytest with one database."""
    environment = os.environ | {"BROADSHEET_DATABASE_URL": url, "BROADSHEET_HOME": str(home)}
    environment.setdefault("PYTHONDEVMODE", "0")
    spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # else files with few tests came last
    command = [sys.executable, "-m", "pytest", *spread, *words, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
