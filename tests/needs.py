"""Find the engines the tests talk to for real, or install them where we may, or say what is missing."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/broadsheet"


def chromium() -> str:
    """Give the path of a Chromium."""
    for name in (os.environ.get("BROADSHEET_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    install("chromium", "a Chromium", "Install one, or set BROADSHEET_CHROMIUM to its path.")
    return chromium()


def postgresql() -> str:
    """Give the address of a PostgreSQL in which databases may be made."""
    url = os.environ.get("BROADSHEET_TEST_POSTGRESQL", POSTGRESQL)
    if answers(url):
        return url
    advice = "Start one on 127.0.0.1:5432 that trusts the role postgres, or set BROADSHEET_TEST_POSTGRESQL."
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        install("postgresql", "a PostgreSQL", advice)
    start_postgresql()
    if not answers(url):
        sys.exit(f"The tests need a PostgreSQL. {advice}")
    return url


def varnish() -> str:
    """Give the path of a Varnish with its module xkey."""
    if not (found := shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")):
        advice = "Install varnish and varnish-modules."
        install("varnish", "a Varnish", advice)
        return varnish()
    if not list(Path("/usr/lib").glob("**/vmods/libvmod_xkey.so")):
        install("varnish-modules", "the Varnish module xkey", "Install varnish-modules.")
    return found


def nginx() -> str:
    """Give the path of an nginx; it is only ever started by a test, on a port of its own."""
    if not (found := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")):
        install("nginx", "an nginx", "Install nginx.")
        return nginx()
    return found


def dovecot() -> str:
    """Give the path of a Dovecot that speaks IMAP; it is only ever started by a test, on a port of its own."""
    found = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found or not list(Path("/usr").glob("lib*/dovecot/imap")):
        install("dovecot-imapd", "a Dovecot", "Install dovecot-imapd.")
        return dovecot()
    return found


def sshd() -> str:
    """Give the path of an OpenSSH server; it is only ever started by a test, on a port of its own."""
    if not (found := shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")):
        install("openssh-server", "an OpenSSH server", "Install openssh-server.")
        return sshd()
    return found


def curl() -> str:
    """Give the path of a curl, which speaks HTTP/2."""
    if not (found := shutil.which("curl")):
        install("curl", "a curl", "Install curl.")
        return curl()
    return found


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def answers(url: str) -> bool:
    """Say whether a PostgreSQL answers at an address."""
    parts = urlsplit(url)
    try:
        psycopg.connect(f"{parts.scheme}://{parts.netloc}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def start_postgresql() -> None:
    """Start a throw-away cluster on the usual port, as the user postgres if we are root."""
    initdb = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1]
    folder = Path("/tmp/broadsheet-postgresql")
    folder.mkdir(exist_ok=True)
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    if not data.exists():
        subprocess.run([*as_user, str(initdb), "-D", str(data), "-A", "trust", "-U", "postgres"], check=True)
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    start = [str(initdb.parent / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"]
    subprocess.run([*as_user, *start], check=False)


def install(package: str, what: str, advice: str) -> None:
    """Install a Debian package where we may; stop with the advice where not."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need {what}. {advice}")
    print(f"Installing {package}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    # Debian starts what it installs; in run level 1 it does not, and the tests start what they need themselves.
    quiet = os.environ | {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", package]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=quiet)
