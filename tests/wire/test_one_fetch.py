"""Nobody reaches out but the one fetch."""

import ast
from collections.abc import Iterator
from pathlib import Path

import broadsheet

ROOT = Path(broadsheet.__file__).parent
WAYS_OUT = ("requests", "urllib3", "urllib.request", "http.client", "httpx", "aiohttp", "socket", "ftplib", "telnetlib")
WAYS_OUT += ("paramiko", "imaplib", "poplib", "smtplib", "botocore", "boto3")
MAY = {
    "wire/services/addresses.py",
    "wire/services/fetch.py",
    "wire/services/transport.py",
    "wire/services/ftp.py",  # on connections of transport.py; for files it goes where the first one went
    "wire/services/mailbox.py",  # on a connection of transport.py
    "wire/services/sftp.py",  # on a connection of transport.py
    "jobs/services/heartbeat.py",  # the machine's own name
    "edge/__main__.py",  # listens
    "edge/bell.py",  # unix sockets of this machine
    "ops/services/serve.py",  # listens
    "public/services/purge.py",  # asks the caches in front that the operator named
    "ops/services/serve_supervisor.py",  # asks our own processes how they are
}


def imported(path: Path) -> Iterator[str]:
    """Give the names of all modules a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reaching_out() -> set[str]:
    """List the files that import a way out."""
    return {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if any(name == way or name.startswith(f"{way}.") for name in imported(path) for way in WAYS_OUT)
    }


def test_no_other_module_has_a_way_out():
    """A second way out would be a second guard to keep right."""
    assert reaching_out() <= MAY
    assert "wire/services/fetch.py" in reaching_out()
