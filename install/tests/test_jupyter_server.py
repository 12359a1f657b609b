"""Which notebook a run comes from, under a real Jupyter server."""

import json
import subprocess
import sys
import time
import urllib.request

import pytest
from jupyter_client.blocking import BlockingKernelClient
from notebooks import environment, runs, write

TOKEN = "a-token-of-this-test"


class Server:
    def __init__(self, root, runtime):
        self.runtime = runtime
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
             "--ServerApp.port_retries=50", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"],
            env=environment(JUPYTER_RUNTIME_DIR=str(runtime)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.url = self.await_start(runtime / f"jpserver-{self.process.pid}.json")

    def await_start(self, description):
        for _ in range(600):
            if description.exists():
                url = json.loads(description.read_text())["url"]
                try:
                    urllib.request.urlopen(f"{url}api?token={TOKEN}", timeout=5).close()
                    return url
                except OSError:
                    pass
            time.sleep(0.1)
        raise AssertionError("the Jupyter server did not start within 60 s")

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            self.url + path, method=method, data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def open(self, path, kind="notebook"):
        return self.ask("POST", "api/sessions", {"path": path, "name": path, "type": kind, "kernel": {"name": "provenote-java"}})

    def run(self, session, source):
        client = BlockingKernelClient(connection_file=str(self.runtime / f"kernel-{session['kernel']['id']}.json"))
        client.load_connection_file()
        client.start_channels()
        try:
            await_ready(client)
            reply = client.execute_interactive(source, timeout=60, output_hook=lambda _: None)
            assert reply["content"]["status"] == "ok", reply["content"]
        finally:
            client.stop_channels()

    def stop(self):
        for session in self.ask("GET", "api/sessions"):
            self.ask("DELETE", f"api/sessions/{session['id']}")
        self.process.terminate()
        self.process.wait(timeout=30)


def await_ready(client):
    """A client without a manager takes a kernel that is still starting for dead."""
    for _ in range(60):
        try:
            return client.wait_for_ready(timeout=60)
        except RuntimeError:
            time.sleep(1)
    raise AssertionError("the kernel did not start within 60 s")


@pytest.fixture
def server(tmp_path):
    (tmp_path / "root").mkdir()
    started = Server(tmp_path / "root", tmp_path / "runtime")
    yield started
    started.stop()


def test_a_run_follows_its_notebook_when_it_is_renamed_while_the_kernel_runs(server, tmp_path):
    root = tmp_path / "root"
    write(root / "week 1" / "Übung's.ipynb")
    session = server.open("week 1/Übung's.ipynb")
    server.run(session, "%mlflow start before\n%mlflow end")

    server.ask("PATCH", "api/contents/" + urllib.request.quote("week 1/Übung's.ipynb"), {"path": "week 1/renamed.ipynb"})
    server.ask("PATCH", f"api/sessions/{session['id']}", {"path": "week 1/renamed.ipynb"})
    server.run(session, "int beside = 1;")
    server.run(session, "%mlflow start after\n%mlflow end")

    before, after = runs(root / "mlflow.db")
    assert before["mlflow.source.name"] == "week 1/Übung's.ipynb"
    assert before["experiment"] == "week 1/Übung's"
    assert after["mlflow.source.name"] == "week 1/renamed.ipynb"


def test_a_console_is_no_notebook(server, tmp_path):
    root = tmp_path / "root"
    write(root / "beside.ipynb")
    server.run(server.open("console-1", kind="console"), "%mlflow start\n%mlflow end")

    (run,) = runs(root / "mlflow.db")
    assert "mlflow.source.name" not in run
    assert run["experiment"] == "root"
