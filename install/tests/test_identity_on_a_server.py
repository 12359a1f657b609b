"""Whose runs a notebook's are on an MLflow server while only the browser has the notebook's new id, and the file not yet."""

import json
import threading
import uuid
from contextlib import contextmanager
from urllib.parse import urlsplit

import nbformat
import pytest
import websocket
from mlflow import MlflowClient
from notebooks import write
from test_jupyter_server import TOKEN, Server
from test_mlflow import mlflow_server  # noqa: F401


@pytest.fixture
def jupyter(tmp_path, monkeypatch, mlflow_server):  # noqa: F811
    monkeypatch.setattr("test_jupyter_server.environment", with_tracking_uri(mlflow_server))
    (tmp_path / "root").mkdir()
    started = Server(tmp_path / "root", tmp_path / "runtime")
    yield started
    started.stop()


def with_tracking_uri(uri):
    from notebooks import environment

    return lambda **variables: environment(MLFLOW_TRACKING_URI=uri, **variables)


def test_a_notebook_whose_id_reaches_its_file_after_its_first_run_keeps_its_experiment(tmp_path, jupyter, mlflow_server):  # noqa: F811
    name = f"{uuid.uuid4()}.ipynb"
    file = write(tmp_path / "root" / name, "1 + 1")
    session = jupyter.open(name)
    in_browser = nbformat.read(file, 4)
    in_browser.metadata["provenote"] = {"id": str(uuid.uuid4()), "path": name}
    with browser(jupyter, session, in_browser) as asked:
        run(jupyter, session, "first")
        assert asked
        run(jupyter, session, "not saved yet")
        nbformat.write(in_browser, file)
        run(jupyter, session, "saved")
        jupyter.ask("POST", f"api/kernels/{session['kernel']['id']}/restart")
        run(jupyter, session, "of a fresh kernel")

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
    yield asked
    socket.close()
    listener.join()
