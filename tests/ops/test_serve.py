"""`broadsheet serve` brings up the whole site, keeps it up, and takes it down without leaving anything behind."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.ops.errors import CannotServe
from broadsheet.ops.services import serve_supervisor
from broadsheet.ops.services.serve import make_plan, reachable, why_not_free
from tests.migrated import Migrated
from tests.needs import free_port

BROADSHEET = [sys.executable, "-m", "broadsheet"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="Reads /proc.")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give an environment with nothing of ours but the home folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BROADSHEET_")}
    clean.pop("PORT", None)
    return {**clean, "BROADSHEET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings", **more}


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BROADSHEET, *words], env=environment(home, **more), capture_output=True, text=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated: Migrated) -> Path:
    """A home folder that is ready to serve."""
    folder = tmp_path_factory.mktemp("serve")
    migrated.fill(folder)
    run(folder, "collectstatic", "--no-input", "-v0").check_returncode()
    return folder


class Site:
    """A site served for a test; its processes are known by the home folder in their environment."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.output = home / f"serve-{port}.log"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [*BROADSHEET, "serve"], env=environment(home, PORT=str(port)), stdout=output, stderr=output
            )

    def status(self) -> int:
        return self.get("/")

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def pids(self, word: str = "") -> set[int]:
        """Give the living processes of this site whose command holds a word."""
        return {pid for pid in self._all() if word in _read(f"/proc/{pid}/cmdline")}

    def named(self, name: str) -> set[int]:
        """Give the living processes that were given a name."""
        return {pid for pid in self._all() if _read(f"/proc/{pid}/comm").strip() == name}

    def _all(self) -> Iterator[int]:
        for pid in filter(str.isdecimal, os.listdir("/proc")):
            mine = f"BROADSHEET_HOME={self.home}\0" in _read(f"/proc/{pid}/environ")
            if mine and _read(f"/proc/{pid}/stat").rpartition(")")[2].split()[:1] != ["Z"]:
                yield int(pid)

    def wait_for(self, what: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.1)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""


@contextmanager
def serving(home: Path) -> Iterator[Site]:
    """Serve a site until the block ends."""
    served = Site(home, free_port())
    try:
        served.wait_for(lambda: "Broadsheet is ready at" in served.output.read_text())
        yield served
    finally:
        served.process.terminate()
        served.process.wait(timeout=20)
        for pid in served.pids():
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    """The site, up and answering."""
    with serving(home) as served:
        yield served


@pytest.fixture(scope="module")
def lasting(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site in a place of its own, for those that leave it as they found it."""
    own = tmp_path_factory.mktemp("lasting") / "home"
    with serving(shutil.copytree(home, own, ignore=shutil.ignore_patterns("run"))) as served:
        yield served


def test_a_database_without_tables_is_refused_with_the_cure(tmp_path):
    """Nothing is started; one sentence says what to run."""
    done = run(tmp_path, "serve", PORT=str(free_port()))

    assert done.returncode == 2
    assert done.stderr.endswith("Run: broadsheet migrate\n")
    assert len(done.stderr.splitlines()) == 1


def test_missing_style_sheets_are_refused_with_the_cure(home, tmp_path):
    """A site without its looks is not served."""
    for name in ("broadsheet.sqlite3", "statistics.sqlite3"):
        (tmp_path / name).write_bytes((home / name).read_bytes())

    done = run(tmp_path, "serve", PORT=str(free_port()))

    assert done.returncode == 2
    assert "Run: broadsheet collectstatic" in done.stderr


def test_a_port_that_is_taken_is_said_so(home):
    """With another one to choose."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = run(home, "serve", PORT=str(port))

    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is taken by another program." in done.stderr


@linux
@pytest.mark.slow
def test_what_is_killed_comes_back_and_what_is_stopped_stays_away(site):
    """Web server, one of its workers, the jobs worker: kill -9 to each; then SIGTERM to all."""
    assert site.status() == 200
    assert f"Broadsheet is ready at http://127.0.0.1:{site.port}\n" in site.output.read_text()

    (jobs,) = site.named("broadsheet-work")
    os.kill(jobs, signal.SIGKILL)
    site.wait_for(lambda: site.named("broadsheet-work") - {jobs})

    web = site.named("broadsheet-web")
    os.kill(min(web), signal.SIGKILL)
    site.wait_for(lambda: len(site.named("broadsheet-web") - web) == len(web))
    assert not site.named("broadsheet-web") & web  # the workers of the dead one are gone
    site.wait_for(lambda: site.status() == 200)

    one = max(site.named("broadsheet-web"))
    os.kill(one, signal.SIGKILL)
    site.wait_for(lambda: one not in site.named("broadsheet-web") and len(site.named("broadsheet-web")) == len(web))
    site.wait_for(lambda: site.status() == 200)

    application = min(site.pids("-m\0broadsheet.config.application"))
    os.kill(application, signal.SIGKILL)
    assert site.status() == 200  # from memory
    site.wait_for(lambda: application not in site.pids("-m\0broadsheet.config.application"))
    site.wait_for(lambda: site.named("broadsheet-web"))
    site.wait_for(lambda: site.get("/latest/") == 200)

    (edge,) = site.pids("-m\0broadsheet.edge")
    os.kill(edge, signal.SIGKILL)
    assert site.status() == 200  # who connects now waits for the next one
    site.wait_for(lambda: site.pids("-m\0broadsheet.edge") - {edge})

    site.process.terminate()
    assert site.process.wait(timeout=15) == 0
    assert site.pids() == set()


@linux
@pytest.mark.slow
def test_new_processes_take_over_without_a_failed_request(lasting):
    """SIGHUP, while readers read: the front from memory, a page that is not there from the application."""
    before, failed, stop = lasting.pids("-m\0broadsheet.edge") | lasting.named("broadsheet-web"), [], threading.Event()

    def read(path: str) -> None:
        while not stop.is_set():
            status = lasting.get(f"{path}{time.monotonic_ns()}" if path.endswith("-") else path)
            if status not in (200, 404):
                failed.append(status)

    readers = [threading.Thread(target=read, args=(path,)) for path in ("/", "/none-", "/account/login/")]
    for reader in readers:
        reader.start()
    lasting.process.send_signal(signal.SIGHUP)
    lasting.wait_for(lambda: "The new processes serve." in lasting.output.read_text(), 90)
    stop.set()
    for reader in readers:
        reader.join()

    assert failed == []
    assert not before & (lasting.pids("-m\0broadsheet.edge") | lasting.named("broadsheet-web"))
    assert lasting.status() == 200


@linux
@pytest.mark.slow
def test_no_process_outlives_a_supervisor_that_was_killed(site):
    """The next start would find the port taken."""
    site.process.kill()
    site.process.wait()

    site.wait_for(lambda: not site.pids(), seconds=20)


@linux
@pytest.mark.slow
def test_static_files_may_be_kept_for_a_year(lasting):
    """Their names change with their contents."""
    names = json.loads((lasting.home / "static" / "staticfiles.json").read_text())["paths"]
    path = next(path for path in names.values() if path.endswith(".css"))

    with urllib.request.urlopen(f"http://127.0.0.1:{lasting.port}/static/{path}") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.slow
def test_a_process_that_cannot_start_is_given_up(tmp_path):
    """Rather than tried for ever while a hosting platform believes us alive."""
    orders = {
        "children": {"app": [sys.executable, "-c", "raise SystemExit(3)"]},
        "url": "http://127.0.0.1:9",
        "host": "x",
        "edges": 0,
        "edge": {"run": str(tmp_path), "app": str(tmp_path / "app.sock")},
    }

    done = subprocess.run([sys.executable, "-m", serve_supervisor.__name__, json.dumps(orders)], capture_output=True)

    assert done.returncode == 1
    assert b"exit code 3" in done.stdout
    assert b"ended 5 times before the site was ready" in done.stdout


def test_a_process_that_will_not_stop_is_killed(monkeypatch, capsys):
    """Kindly first."""
    monkeypatch.setattr(serve_supervisor, "STOP_SECONDS", 0.3)
    deaf = [sys.executable, "-c", "import signal,time; signal.signal(15, signal.SIG_IGN); print(); time.sleep(60)"]
    child = serve_supervisor.Child("web", deaf)
    child.start()
    time.sleep(0.5)

    assert serve_supervisor.Supervisor([child], "http://127.0.0.1:9", "x")._stop(0) == 0

    assert "Killed what did not stop in time: web." in capsys.readouterr().out
    assert child.process.returncode == -signal.SIGKILL


def test_the_port_of_a_hosting_platform_wins(settings):
    """And the address of the site follows it, unless one was set."""
    settings.BROADSHEET = settings.BROADSHEET | {"bind": "0.0.0.0", "port": 8100, "base_url": "https://news.example"}

    assert make_plan({}).url == "http://127.0.0.1:8100"
    assert make_plan({"PORT": "8101"}).base_url == "http://127.0.0.1:8101"
    assert make_plan({"PORT": "8101", "BROADSHEET_BASE_URL": "x"}).base_url == "https://news.example"
    with pytest.raises(CannotServe, match="PORT='http' is not a port"):
        make_plan({"PORT": "http"})


def test_an_address_of_another_machine_is_said_so():
    """192.0.2.1 is for documentation and nobody's."""
    assert "192.0.2.1 is not an address of this machine" in why_not_free("192.0.2.1", 8100)
    assert reachable("::1") == "[::1]"
