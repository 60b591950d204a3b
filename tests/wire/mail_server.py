"""A real Dovecot on 127.0.0.1, with a mailbox for whoever comes with the password."""

import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet.wire.services.addresses import Reach
from tests import needs
from tests.wire.test_fetch import certificate

PASSWORD = "melon-42"
CONFIG = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
ssl = required
ssl_cert = <{pem}
ssl_key = <{pem}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
first_valid_uid = 1
mail_location = maildir:~/mail
"""


@dataclass
class Post:
    """The server as a test sees it."""

    port: int
    pem: Path

    @property
    def address(self) -> str:
        """Give the address of the inbox."""
        return f"imaps://wire.example:{self.port}/INBOX"

    @property
    def reach(self) -> Reach:
        """Let a round come here, and nowhere else on this machine."""
        return Reach(ports=frozenset({self.port}), loopback=True)

    @contextmanager
    def as_person(self, login: str) -> Iterator[imaplib.IMAP4_SSL]:
        """Use the mailbox as its owner does."""
        context = ssl.create_default_context(cafile=str(self.pem))
        context.check_hostname = False
        with imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context) as client:
            client.login(login, PASSWORD)
            client.select("INBOX")
            yield client

    def deliver(self, login: str, *messages: bytes, to: str = "INBOX") -> None:
        """Put messages into a mailbox."""
        with self.as_person(login) as client:
            for message in messages:
                status, said = client.append(to, "", None, message)
                assert status == "OK", said


@contextmanager
def serving() -> Iterator[Post]:
    """Serve for some time."""
    program, port = needs.dovecot(), needs.free_port()
    folder = Path(tempfile.mkdtemp(prefix="broadsheet-mail-"))
    os.chmod(folder, 0o755)
    (folder / "mail").mkdir()
    pem = certificate(folder)
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    if is_root:
        shutil.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    config = CONFIG.format(
        folder=folder,
        pem=pem,
        port=port,
        password=PASSWORD,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        internal="dovecot" if is_root else owner.pw_name,
        login="dovenull" if is_root else owner.pw_name,
        group="dovecot" if is_root else owner.pw_gid,
    )
    (folder / "config").write_text(config)
    process = subprocess.Popen([program, "-F", "-c", str(folder / "config")])
    try:
        wait_until_ready(Post(port, pem), folder / "log")
        yield Post(port, pem)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(post: Post, log: Path) -> None:
    """Wait until it answers."""
    for _ in range(100):
        try:
            with post.as_person("nobody"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Dovecot does not answer.\n{log.read_text() if log.exists() else ''}")
