"""Real SFTP and FTP servers on 127.0.0.1, each serving a folder of the test's own to one login."""

import os
import pwd
import socket
import subprocess
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import paramiko
from paramiko.sftp import SFTP_NO_SUCH_FILE, SFTP_OK, SFTP_PERMISSION_DENIED

from broadsheet.wire.services.addresses import Reach
from tests import needs

LOGIN, PASSWORD = "broadsheet", "melon-42"


@dataclass
class Door:
    """A server as a test sees it: the folder it serves, and what it was asked."""

    root: Path
    port: int
    scheme: str
    fingerprint: str = ""
    key: paramiko.PKey | None = None
    asked: list[str] = field(default_factory=list)
    listed: Callable[[list[Any]], list[Any]] = lambda found: found
    refused: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        """Give the address of its folder `out`."""
        return f"{self.scheme}://127.0.0.1:{self.port}/out"

    @property
    def reach(self) -> Reach:
        """Let a round come here, and nowhere else on this machine; files come over ports of their own."""
        return Reach(ports=frozenset({self.port}), loopback=True)

    @property
    def out(self) -> Path:
        """Give the folder."""
        return self.root / "out"


class Login(paramiko.ServerInterface):
    """Let one login in, with a password or a key."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        self.door.asked.append(f"password of {username}")
        is_right = (username, password) == (LOGIN, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if is_right else paramiko.AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self.door.asked.append(f"key of {username}")
        return paramiko.AUTH_SUCCESSFUL if key == self.door.key else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class Files(paramiko.SFTPServerInterface):
    """Serve a folder."""

    def __init__(self, server: Login, *args: Any, **given: Any) -> None:
        self.door = server.door

    def path(self, path: str) -> str:
        return f"{self.door.root}/{self.canonicalize(path)}"

    def list_folder(self, path: str) -> Any:
        self.door.asked.append(f"list {path}")
        if not os.path.isdir(self.path(path)):
            return SFTP_NO_SUCH_FILE
        found = []
        for name in sorted(os.listdir(self.path(path))):
            facts = paramiko.SFTPAttributes.from_stat(os.lstat(f"{self.path(path)}/{name}"))
            facts.filename = name
            found.append(facts)
        return self.door.listed(found)

    def stat(self, path: str) -> Any:
        return paramiko.SFTPAttributes.from_stat(os.stat(self.path(path)))

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> Any:
        self.door.asked.append(f"read {path}")
        if os.path.basename(path) in self.door.refused:
            return SFTP_PERMISSION_DENIED
        try:
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = open(self.path(path), "rb")  # noqa: SIM115 (the handle closes it)
        except FileNotFoundError:
            return SFTP_NO_SUCH_FILE
        return handle

    def rename(self, oldpath: str, newpath: str) -> int:
        if "rename" in self.door.refused:
            return SFTP_PERMISSION_DENIED
        os.rename(self.path(oldpath), self.path(newpath))
        return SFTP_OK

    def mkdir(self, path: str, attr: Any) -> int:
        with suppress(FileExistsError):
            os.mkdir(self.path(path))
        return SFTP_OK


@contextmanager
def sftp_server(root: Path) -> Iterator[Door]:
    """Serve a folder by SFTP for the time of one test."""
    (root / "out").mkdir(parents=True)
    host_key = paramiko.ECDSAKey.generate()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        door = Door(root, listening.getsockname()[1], "sftp", host_key.fingerprint)
        open_ones: list[paramiko.Transport] = []

        def serve() -> None:
            with suppress(OSError):
                while True:
                    transport = paramiko.Transport(listening.accept()[0])
                    open_ones.append(transport)
                    transport.add_server_key(host_key)
                    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                    with suppress(paramiko.SSHException, EOFError):
                        transport.start_server(server=Login(door))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield door
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            for transport in open_ones:
                transport.close()


SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
PermitRootLogin yes
PasswordAuthentication no
StrictModes no
Subsystem sftp internal-sftp
"""


@contextmanager
def openssh_server(root: Path) -> Iterator[tuple[Door, str, str]]:
    """Serve by OpenSSH; give the door, the login (ours), and the private key that opens it."""
    (root / "out").mkdir(parents=True)
    folder, port, program = root.parent, needs.free_port(), needs.sshd()
    for name in ("host_key", "our_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "our_key.pub").rename(folder / "authorized_keys")
    (folder / "config").write_text(SSHD.format(port=port, folder=folder))
    asked = ["ssh-keygen", "-lf", str(folder / "host_key.pub")]
    said = subprocess.run(asked, check=True, capture_output=True, text=True)
    if os.getuid() == 0:
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # where it locks itself in before anybody has logged in
    command = [program, "-D", "-f", str(folder / "config"), "-E", str(folder / "log")]
    process = subprocess.Popen(command)
    try:
        wait_until_ready(port, folder / "log")
        door = Door(root, port, "sftp", said.stdout.split()[1])
        yield door, pwd.getpwuid(os.getuid()).pw_name, (folder / "our_key").read_text()
    finally:
        process.terminate()
        process.wait(10)


def wait_until_ready(port: int, log: Path) -> None:
    """Wait until somebody listens."""
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"Nobody listens.\n{log.read_text() if log.exists() else ''}")


@contextmanager
def ftp_server(root: Path, *, certificate: Path | None = None, commands: set[str] | None = None) -> Iterator[Door]:
    """Serve a folder by FTP for the time of one test, encrypted if there is a certificate; without `commands`."""
    with warnings.catch_warnings():  # pyftpdlib stands on asyncore, which Python 3.12 has no more
        warnings.simplefilter("ignore", DeprecationWarning)
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
        from pyftpdlib.ioloop import IOLoop
        from pyftpdlib.servers import FTPServer

    (root / "out").mkdir(parents=True)
    kind = type("OneHandler", (TLS_FTPHandler if certificate else FTPHandler,), {})
    kind.authorizer = DummyAuthorizer()
    kind.authorizer.add_user(LOGIN, PASSWORD, str(root), perm="elrfmwMT")
    kind.auth_failed_timeout = 0.01
    kind.proto_cmds = {name: facts for name, facts in kind.proto_cmds.items() if name not in (commands or set())}
    if certificate:
        kind.certfile, kind.tls_control_required, kind.tls_data_required = str(certificate), True, True
    loop = IOLoop()
    server = FTPServer(("127.0.0.1", 0), kind, ioloop=loop)
    door = Door(root, server.address[1], "ftps" if certificate else "ftp")
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            loop.loop(timeout=0.05, blocking=False)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield door
    finally:
        over.set()
        thread.join(5)
        server.close_all()
