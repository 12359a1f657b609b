"""The same notebook on the embedded store and on a real MLflow server, read by Python MLflow."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from jupyter import kept_port, port_of
from mlflow import MlflowClient
from notebooks import environment, write

PROGRAM = [
    "%mlflow start \"naïve 'run'\" -p depth=3 -p \"note=two words\"\n%mlflow metric loss 0.5 --step 1\n"
    "%mlflow metric loss 0.25 --step 2\n%mlflow tag owner Zoë\n%mlflow artifact data.csv --to files\n%mlflow end",
    'var context = new MlflowContext();\ntry (var run = context.startRun("by API")) {\n'
    '    run.logParam("depth", 4);\n    run.logMetric("loss", Double.NaN);\n    run.logArtifact(Path.of("data.csv"));\n}',
    "%mlflow runs",
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
