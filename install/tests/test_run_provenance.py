"""What a run keeps of the notebook and the machine, from its start to its end."""

import sqlite3
import subprocess
import time
from contextlib import closing

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from notebooks import environment, runs, write


@pytest.fixture
def kernel(tmp_path):
    """Executes cells in a kernel that belongs to `notebook.ipynb`."""
    notebook = write(tmp_path / "notebook.ipynb", "int first;")
    manager, client = start_new_kernel(
        kernel_name="provenote-java", cwd=str(tmp_path), env=environment(JPY_SESSION_NAME=str(notebook))
    )

    def execute(source):
        outputs = []
        reply = client.execute_interactive(source, timeout=60, output_hook=outputs.append)
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(output["content"].get("text", "") for output in outputs)

    yield execute
    client.stop_channels()
    manager.shutdown_kernel()


def test_a_notebook_saved_anew_during_a_run_has_two_versions(tmp_path, kernel):
    kernel("%mlflow start changing")
    write(tmp_path / "notebook.ipynb", "int second;")
    kernel("%mlflow end")
    kernel("%mlflow start still\n%mlflow end")

    await_delivery(kernel)
    changing, still = runs(tmp_path / "mlflow.db")
    assert "int first;" in version(tmp_path, changing["provenote.notebook.revision"])
    assert "int second;" in version(tmp_path, changing["provenote.notebook.revision.end"])
    assert changing["provenote.notebook.source"] == changing["provenote.notebook.source.end"] == "file"
    assert "provenote.notebook.revision.end" not in still
    assert [run["provenote.session.run"] for run in (changing, still)] == ["1", "2"]


def test_the_machines_figures_are_kept_and_left_out_of_lists(tmp_path, kernel):
    kernel("%mlflow start measured\n%mlflow metric r2 0.5\n%mlflow end")

    await_delivery(kernel)
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM latest_metrics")}
    assert {"system/jvm_gc_count", "system/jvm_heap_used_megabytes", "system/system_memory_usage_megabytes"} < keys
    listed = subprocess.run(["provenote", "runs"], cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert "r2=0.5" in listed.stdout and "system/" not in listed.stdout


def await_delivery(kernel):
    """A cell waits for no more than a moment for what it logged."""
    for _ in range(600):
        if "all delivered" in kernel("%mlflow status"):
            return
        time.sleep(0.1)
    raise AssertionError("not all was delivered within 60 s")


def version(folder, revision) -> str:
    git = ["git", f"--git-dir={folder / '.provenote' / 'versions.git'}", "show", f"{revision}:notebook.ipynb"]
    content = subprocess.run(git, capture_output=True, text=True, check=True).stdout
    return nbformat.reads(content, as_version=4).cells[0].source
