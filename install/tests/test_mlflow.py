"""The same notebook on the embedded store and on a real MLflow server, read by Python MLflow."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit

import nbformat
import pytest
import websocket
from jupyter import kept_port, port_of
from mlflow import MlflowClient
from notebooks import environment, write
from test_jupyter_server import TOKEN, Server

PROGRAM = [
    "%mlflow start \"naïve 'run'\" -p depth=3 -p \"note=two words\"\n%mlflow metric loss 0.5 --step 1\n"
    "%mlflow metric loss 0.25 --step 2\n%mlflow tag owner Zoë\n%mlflow artifact data.csv --to files\n%mlflow end",
    'var context = new MlflowContext();\ntry (var run = context.startRun("by API")) {\n'
    '    run.logParam("depth", 4);\n    run.logMetric("loss", Double.NaN);\n    run.logArtifact(Path.of("data.csv"));\n}',
    "%mlflow runs",
    # A kernel that ends waits for a busy server no longer than Jupyter does for it.
    'for (int i = 0; i < 600 && !context.status().inWords().startsWith("all delivered"); i++) {\n    Thread.sleep(100);\n}',
]


@pytest.fixture(scope="module")
def mlflow_server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mlflow server")
    keeper = kept_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--workers", "1", "--port", str(port_of(keeper)),
         "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", str(folder / "artifacts")],
        # Without the seven processes for jobs of evaluation and scorers, which no client here asks for.
        cwd=folder, env=environment(TMPDIR=str(folder), MLFLOW_SERVER_ENABLE_JOB_EXECUTION="false"),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    url = f"http://127.0.0.1:{port_of(keeper)}"
    try:
        await_health(url)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        keeper.close()


def await_health(url):
    for _ in range(1200):
        try:
            # Its health alone does not tell: the store is opened with the first request that needs it.
            urllib.request.urlopen(f"{url}/api/2.0/mlflow/experiments/get?experiment_id=0", timeout=60).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("mlflow server did not start within 120 s")


def execute(folder, **variables):
    write(folder / "nb.ipynb", *PROGRAM)
    (folder / "data.csv").write_text("a,b\n1,2\n")
    done = subprocess.run(
        ["jupyter", "execute", "nb.ipynb"], cwd=folder, env=environment(**variables), capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr


def check(client, tmp_path):
    experiment = client.get_experiment_by_name("nb")
    by_name = {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}
    magic, api = by_name["naïve 'run'"], by_name["by API"]
    assert magic.info.status == api.info.status == "FINISHED"
    assert magic.data.params == {"depth": "3", "note": "two words"}
    assert [(m.step, m.value) for m in client.get_metric_history(magic.info.run_id, "loss")] == [(1, 0.5), (2, 0.25)]
    assert magic.data.tags["owner"] == "Zoë"
    assert magic.data.tags["mlflow.source.name"] == "nb.ipynb"
    assert api.data.metrics["loss"] != api.data.metrics["loss"]
    target = tmp_path / "downloaded"
    target.mkdir()
    downloaded = client.download_artifacts(magic.info.run_id, "files/data.csv", str(target))
    assert open(downloaded).read() == "a,b\n1,2\n"
    assert [file.path for file in client.list_artifacts(api.info.run_id)] == ["data.csv", "provenance"]


def test_python_reads_what_a_notebook_kept_in_the_embedded_store_and_adds_to_it(tmp_path):
    execute(tmp_path)
    client = MlflowClient(f"sqlite:///{tmp_path}/mlflow.db")
    check(client, tmp_path)

    experiment = client.get_experiment_by_name("nb")
    added = client.create_run(experiment.experiment_id, run_name="from Python")
    client.log_metric(added.info.run_id, "loss", 0.125)
    client.set_terminated(added.info.run_id)
    shown = subprocess.run(
        ["provenote", "runs", "--root", str(tmp_path)], env=environment(), capture_output=True, text=True, timeout=60
    )
    assert "from Python" in shown.stdout and "0.125" in shown.stdout


def test_the_same_notebook_logs_to_a_real_mlflow_server(tmp_path, mlflow_server):
    execute(tmp_path, MLFLOW_TRACKING_URI=mlflow_server)
    check(MlflowClient(mlflow_server), tmp_path)
    assert not (tmp_path / "mlflow.db").exists()


def test_a_notebook_whose_id_reaches_its_file_after_its_first_run_keeps_its_experiment(tmp_path, mlflow_server):
    name = f"{uuid.uuid4()}.ipynb"
    file = write(tmp_path / "root" / name, "1 + 1")
    jupyter = Server(tmp_path / "root", tmp_path / "runtime", MLFLOW_TRACKING_URI=mlflow_server)
    session = jupyter.open(name)
    in_browser = nbformat.read(file, 4)
    in_browser.metadata["provenote"] = {"id": str(uuid.uuid4()), "path": name}
    try:
        with browser(jupyter, session, in_browser) as asked:
            run(jupyter, session, "first")
            assert asked
            run(jupyter, session, "not saved yet")
            nbformat.write(in_browser, file)
            run(jupyter, session, "saved")
            jupyter.ask("POST", f"api/kernels/{session['kernel']['id']}/restart")
            run(jupyter, session, "of a fresh kernel")
    finally:
        jupyter.stop()

    client = MlflowClient(mlflow_server)
    own = [found for found in client.search_experiments() if found.tags.get("provenote.notebook.path") == name]
    names = {found.name: [run.info.run_name for run in client.search_runs([found.experiment_id])] for found in own}
    assert names == {name.removesuffix(".ipynb"): ["of a fresh kernel", "saved", "not saved yet", "first"]}
    assert own[0].tags["provenote.notebook.id"] == in_browser.metadata["provenote"]["id"]


def run(jupyter, session, name):
    jupyter.run(session, "int beside = 1;\n%mlflow status")  # the kernel asks where it is when a cell starts
    jupyter.run(session, f'%mlflow start "{name}"\n%mlflow end')


@contextmanager
def browser(jupyter, session, model):
    """A tab that has the notebook open, and gives the kernel what it asks for."""
    kernel = session["kernel"]["id"]
    asked = []
    socket = websocket.create_connection(
        f"ws://{urlsplit(jupyter.url).netloc}/api/kernels/{kernel}/channels?token={TOKEN}"
    )

    def answer():
        try:
            while text := socket.recv():
                message = json.loads(text)
                if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == "provenote.notebook":
                    request = message["content"]["data"]["request"]
                    asked.append(request)
                    jupyter.ask("PUT", f"provenote/kernels/{kernel}/open-notebook?request={request}", model)
        except (websocket.WebSocketException, OSError):
            pass  # closed

    listener = threading.Thread(target=answer)
    listener.start()
    try:
        yield asked
    finally:
        socket.close()
        listener.join()
