"""Which notebook a run comes from, under a real Jupyter server."""

import json
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from jupyter_client.blocking import BlockingKernelClient
from notebooks import environment, runs, write

TOKEN = "a-token-of-this-test"


class Server:
    def __init__(self, root, runtime, *login, **variables):
        self.runtime = runtime
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
             "--ServerApp.port_retries=50", "--FileContentsManager.delete_to_trash=False", f"--ServerApp.root_dir={root}", *(login or [f"--IdentityProvider.token={TOKEN}"])],
            env=environment(JUPYTER_RUNTIME_DIR=str(runtime), **variables), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.url = self.await_start(runtime / f"jpserver-{self.process.pid}.json")

    def await_start(self, description):
        for _ in range(600):
            try:
                url = json.loads(description.read_text())["url"]
                urllib.request.urlopen(f"{url}api?token={TOKEN}", timeout=5).close()
                return url
            except (OSError, ValueError):
                pass  # not there yet, or not yet written to its end
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

    def share(self, path, session):
        """Opens a notebook with the kernel of another's session."""
        return self.ask("POST", "api/sessions", {"path": path, "name": path, "type": "notebook", "kernel": {"id": session["kernel"]["id"]}})

    def run(self, session, source, cell_id=None, output_hook=lambda _: None):
        client = BlockingKernelClient(connection_file=str(self.runtime / f"kernel-{session['kernel']['id']}.json"))
        client.load_connection_file()
        client.session.metadata = {"cellId": cell_id} if cell_id else {}
        client.start_channels()
        try:
            await_ready(client)
            reply = client.execute_interactive(source, timeout=60, output_hook=output_hook)
            assert reply["content"]["status"] == "ok", reply["content"]
        finally:
            client.stop_channels()

    def stop(self):
        for session in self.ask("GET", "api/sessions"):
            self.ask("DELETE", f"api/sessions/{session['id']}")
        self.process.terminate()
        self.process.wait(timeout=60)


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


def test_run_and_experiment_follow_their_notebook_when_it_is_renamed_while_the_kernel_runs(server, tmp_path):
    root = tmp_path / "root"
    write(root / "week 1" / "Übung's.ipynb")
    session = server.open("week 1/Übung's.ipynb")
    server.run(session, "%mlflow start before\n%mlflow end")

    server.ask("PATCH", "api/contents/" + urllib.request.quote("week 1/Übung's.ipynb"), {"path": "week 1/renamed.ipynb"})
    server.ask("PATCH", f"api/sessions/{session['id']}", {"path": "week 1/renamed.ipynb"})
    await_experiment(root / "mlflow.db", "week 1/renamed")
    server.run(session, "int beside = 1;")
    server.run(session, "%mlflow start after\n%mlflow end")

    before, after = runs(root / "mlflow.db")
    assert before["mlflow.source.name"] == "week 1/Übung's.ipynb"
    assert after["mlflow.source.name"] == "week 1/renamed.ipynb"
    assert before["experiment"] == after["experiment"] == "week 1/renamed"


def test_runs_of_a_cell_follow_their_notebook_when_it_is_renamed_while_the_cell_runs(server, tmp_path):
    root = tmp_path / "root"
    write(root / "a.ipynb", "int beside = 1;")
    session = server.open("a.ipynb")
    server.run(session, "%mlflow start first\n%mlflow end")
    cell = (
        "%mlflow start before\nwhile (!java.nio.file.Files.exists(java.nio.file.Path.of(\"renamed\"))) Thread.sleep(20);\n"
        "%mlflow end\n%mlflow start after\n%mlflow end"
    )
    with ThreadPoolExecutor() as beside:
        running = beside.submit(server.run, session, cell)
        await_row(root / "mlflow.db", "SELECT 1 FROM tags WHERE key = 'provenote.notebook.revision' GROUP BY key HAVING COUNT(*) = ?", 2)
        server.ask("PATCH", "api/contents/a.ipynb", {"path": "b.ipynb"})
        server.ask("PATCH", f"api/sessions/{session['id']}", {"path": "b.ipynb"})
        (root / "renamed").touch()
        running.result()

    await_experiment(root / "mlflow.db", "b")
    for tag in ("provenote.notebook.revision", "provenote.notebook.badge"):
        await_row(root / "mlflow.db", "SELECT 1 FROM tags WHERE key = ? GROUP BY key HAVING COUNT(*) = ?", tag, 3)
    _, before, after = runs(root / "mlflow.db")
    assert before["mlflow.source.name"] == "a.ipynb"
    assert "provenote.notebook.badge" in before
    assert after["mlflow.source.name"] == "b.ipynb"
    assert "provenote.notebook.revision" in after
    assert before["experiment"] == after["experiment"] == "b"


def test_a_console_is_no_notebook(server, tmp_path):
    root = tmp_path / "root"
    write(root / "beside.ipynb")
    server.run(server.open("console-1", kind="console"), "%mlflow start\n%mlflow end")

    (run,) = runs(root / "mlflow.db")
    assert "mlflow.source.name" not in run
    assert run["experiment"] == "root"


def test_of_two_notebooks_on_one_kernel_a_run_belongs_to_the_one_whose_cell_runs_or_to_neither(server, tmp_path):
    root = tmp_path / "root"
    first, second = (write(root / name, "int beside = 1;") for name in ("first.ipynb", "second.ipynb"))
    session = server.open("first.ipynb")
    server.run(session, "%mlflow start alone\n%mlflow end", cell_id(first))
    other = server.share("second.ipynb", session)
    for cell in (cell_id(second), cell_id(first), "not saved yet"):
        server.run(session, "%mlflow start\n%mlflow end", cell)
    server.ask("DELETE", f"api/sessions/{other['id']}")

    found = [(run.get("mlflow.source.name"), run["experiment"]) for run in runs(root / "mlflow.db")]
    assert found == [("first.ipynb", "first"), ("second.ipynb", "second"), ("first.ipynb", "first"), (None, "root")]


def test_the_experiment_follows_a_folder_that_is_moved_while_no_kernel_runs_and_a_copy_starts_its_own(server, tmp_path):
    root = tmp_path / "root"
    write(root / "week 1" / "a.ipynb")
    (root / "archive").mkdir()
    once(server, "week 1/a.ipynb", "first")

    server.ask("PATCH", "api/contents/week%201", {"path": "archive/week 1"})
    await_experiment(root / "mlflow.db", "archive/week 1/a")
    once(server, "archive/week 1/a.ipynb", "second")
    copy = server.ask("POST", "api/contents/archive/week%201", {"copy_from": "archive/week 1/a.ipynb"})["path"]
    once(server, copy, "of the copy")

    first, second, of_copy = runs(root / "mlflow.db")
    assert first["experiment"] == second["experiment"] == "archive/week 1/a"
    assert of_copy["experiment"] == copy.removesuffix(".ipynb")
    shown = server.ask("GET", "provenote/api/provenote/runs?notebook=archive/week%201/a.ipynb")["runs"]
    assert [run["info"]["run_name"] for run in shown] == ["second", "first"]


def test_a_notebook_with_an_id_that_was_moved_or_copied_on_disk_is_told_apart(server, tmp_path):
    root = tmp_path / "root"
    identify(write(root / "a.ipynb"), "a.ipynb")
    once(server, "a.ipynb", "first")

    (root / "a.ipynb").rename(root / "moved.ipynb")
    once(server, "moved.ipynb", "second")
    (root / "copy.ipynb").write_bytes((root / "moved.ipynb").read_bytes())
    once(server, "copy.ipynb", "of the copy")

    assert [run["experiment"] for run in runs(root / "mlflow.db")] == ["moved", "moved", "copy"]


def once(server, path, name):
    """One run in a kernel of its own."""
    session = server.open(path)
    server.run(session, f'%mlflow start "{name}"\n%mlflow end')
    server.ask("DELETE", f"api/sessions/{session['id']}")


def cell_id(notebook):
    return json.loads(notebook.read_text())["cells"][0]["id"]


def identify(notebook, path):
    content = json.loads(notebook.read_text())
    content["metadata"]["provenote"] = {"id": str(uuid.uuid4()), "path": path}
    notebook.write_text(json.dumps(content))


def await_experiment(database, name):
    """Jupyter answers before those who listen to its events are done."""
    await_row(database, "SELECT 1 FROM experiments WHERE name = ?", name)


def await_row(database, query, *values):
    for _ in range(900):
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            if connection.execute(query, values).fetchone():
                return
        time.sleep(0.1)
    raise AssertionError(f"{query} found no {values} within 90 s")
