"""MLflow's own Java client in a notebook's cell, by the line that the documentation gives."""

import json
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

from notebooks import environment, runs, write

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "compatibility.md"


def documented_cell() -> str:
    (cell,) = re.findall(r"```java\n(.*?)```", DOCUMENTATION.read_text(), re.DOTALL)
    return cell


@contextmanager
def provenote_server(folder):
    """`provenote server` for the notebooks of a folder; gives its port."""
    process = subprocess.Popen(
        ["provenote", "server", "--root", str(folder), "--port", "0"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True,
    )
    try:
        yield json.loads(process.stdout.readline())["port"]
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_the_documented_line_logs_into_the_notebooks_experiment(tmp_path):
    cell = documented_cell()
    assert "127.0.0.1:5000" in cell
    with provenote_server(tmp_path) as port:
        write(
            tmp_path / "nb.ipynb",
            '%mlflow start ours\n%mlflow end',
            cell.replace("127.0.0.1:5000", f"127.0.0.1:{port}"),
            'var theirs = official.startRun("theirs");\ntheirs.logParam("depth", "3");\n'
            'theirs.logMetric("loss", 0.5, 1);\ntheirs.endRun();',
        )
        done = subprocess.run(
            ["jupyter", "execute", "nb.ipynb"], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=180
        )
    assert done.returncode == 0, done.stderr
    found = {run["name"]: (run["experiment"], run["status"]) for run in runs(tmp_path / "mlflow.db")}
    assert found == {"ours": ("nb", "FINISHED"), "theirs": ("nb", "FINISHED")}
