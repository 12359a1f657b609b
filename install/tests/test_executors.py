"""Which notebook a run comes from, under those who run notebooks without a Jupyter server."""

import subprocess

import pytest
from notebooks import environment, runs, write

TRACKED = "%mlflow start tracked\n%mlflow end"
ODD = "Größe & 'Maß' \"1\" #2 100%"


def execute(folder, *command):
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr


COMMANDS = {
    "jupyter execute": lambda notebook: ["jupyter", "execute", notebook],
    "jupyter execute in place": lambda notebook: ["jupyter", "execute", "--inplace", notebook],
    "nbconvert": lambda notebook: ["jupyter", "nbconvert", "--to", "notebook", "--execute", notebook, "--output", "out.ipynb"],
    "papermill": lambda notebook: ["papermill", notebook, "out.ipynb"],
}


@pytest.mark.parametrize("executor", COMMANDS)
def test_a_run_names_the_notebook_that_the_executor_runs(tmp_path, executor):
    write(tmp_path / "deep" / f"{ODD}.ipynb", TRACKED)
    write(tmp_path / "out.ipynb", "int another;")

    execute(tmp_path, *COMMANDS[executor](f"deep/{ODD}.ipynb"))

    (run,) = runs(tmp_path / "mlflow.db")
    assert run["mlflow.source.name"] == f"deep/{ODD}.ipynb"
    assert run["mlflow.source.type"] == "NOTEBOOK"
    assert run["experiment"] == f"deep/{ODD}"
    assert run["status"] == "FINISHED"


def test_two_notebooks_in_one_command_are_unknown_rather_than_wrong(tmp_path):
    write(tmp_path / "one.ipynb", TRACKED)
    write(tmp_path / "two.ipynb", TRACKED)

    execute(tmp_path, "jupyter", "execute", "one.ipynb", "two.ipynb")

    for run in runs(tmp_path / "mlflow.db"):
        assert "mlflow.source.name" not in run
        assert run["experiment"] == tmp_path.name


def test_the_nearest_store_upwards_is_used(tmp_path):
    (tmp_path / "class").mkdir()
    write(tmp_path / "first.ipynb", TRACKED)
    execute(tmp_path, "jupyter", "execute", "first.ipynb")
    write(tmp_path / "class" / "second.ipynb", TRACKED)
    execute(tmp_path, "jupyter", "execute", "class/second.ipynb")

    assert [run["experiment"] for run in runs(tmp_path / "mlflow.db")] == ["first", "class/second"]
    assert not (tmp_path / "class" / "mlflow.db").exists()


def test_a_failing_notebook_leaves_a_failed_run_and_its_own_error(tmp_path):
    write(tmp_path / "broken.ipynb", '%%mlflow run broken\nthrow new IllegalStateException("mine");')

    done = subprocess.run(
        ["jupyter", "execute", "broken.ipynb"], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=180
    )

    assert done.returncode != 0
    assert "IllegalStateException" in done.stderr and "mine" in done.stderr
    (run,) = runs(tmp_path / "mlflow.db")
    assert run["status"] == "FAILED"
