"""What the processes of one site share, and what they must not."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

PROGRAM = """
import os, sys, threading
from broadsheet.config.application import load
load()
threads = threading.active_count()
from django.db import connection
def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())  # in one piece: three processes write
for number in range(2):
    if not os.fork():
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ("pg_backend_pid()" if connection.vendor == "postgresql" else str(os.getpid())))
            say("line", cursor.fetchone()[0])
        os._exit(0)
    say("threads", threads)
say("ended", [os.wait()[1] for number in range(2)])
"""


@pytest.mark.django_db(transaction=True)
def test_processes_forked_from_one_share_no_connection(tmp_path: Any) -> None:
    """Two on one connection to PostgreSQL would be given each other's answers; a thread would be missing in both."""
    given = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment(tmp_path), capture_output=True, text=True, check=True
    )

    assert "ended [0, 0]" in given.stdout, given.stderr
    said = [line.split() for line in given.stdout.splitlines() if line.startswith(("line", "threads"))]
    assert {number for word, number in said if word == "threads"} == {"1"}
    assert len({number for word, number in said if word == "line"}) == 2


def environment(home: Any) -> dict[str, str]:
    """Give what a process needs to work on this test's database."""
    own = connection.settings_dict
    url = ""
    if connection.vendor == "postgresql":
        url = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}/{own['NAME']}"
    return os.environ | {"BROADSHEET_HOME": str(home), "BROADSHEET_DATABASE_URL": url}
