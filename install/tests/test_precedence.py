"""Which experiment a run goes to, and which Git state it names."""

import subprocess

import pytest
from notebooks import environment, runs, write


def execute(folder, notebook, **variables):
    done = subprocess.run(
        ["jupyter", "execute", notebook], cwd=folder, env=environment(**variables), capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.strip()


def test_the_experiment_of_a_run_follows_the_documented_order(tmp_path):
    write(
        tmp_path / "nb.ipynb",
        'new MlflowContext().startRun("environment").endRun();',
        "%mlflow experiment chosen",
        'new MlflowContext().startRun("by magic").endRun();\n%mlflow start "by magic too"\n%mlflow end',
        'var client = new MlflowClient();\nvar id = client.createExperiment("given");\n'
        'var run = new MlflowContext().setExperimentId(id).startRun("by id");\nrun.endRun();',
    )
    execute(tmp_path, "nb.ipynb", MLFLOW_EXPERIMENT_NAME="from the environment")

    assert {run["name"]: run["experiment"] for run in runs(tmp_path / "mlflow.db")} == {
        "environment": "from the environment",
        "by magic": "chosen",
        "by magic too": "chosen",
        "by id": "given",
    }


def test_a_notebook_outside_git_has_no_commit_and_still_a_version(tmp_path):
    write(tmp_path / "nb.ipynb", "%mlflow start\n%mlflow end")
    execute(tmp_path, "nb.ipynb", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))

    (run,) = runs(tmp_path / "mlflow.db")
    assert "mlflow.source.git.commit" not in run
    versions = tmp_path / ".provenote" / "versions.git"
    assert "%mlflow start" in git(versions, "show", f"{run['provenote.notebook.revision']}:nb.ipynb")


@pytest.mark.parametrize("shape", ["no commit", "clean", "dirty"])
def test_a_run_names_the_git_state_and_leaves_the_repository_as_it_was(tmp_path, shape):
    git(tmp_path, "init", "-q", "-b", "topic")
    git(tmp_path, "remote", "add", "origin", "https://user:secret@example.org/team/repo.git")
    (tmp_path / ".gitignore").write_text("mlflow.db*\nmlruns\n")
    write(tmp_path / "nb.ipynb", "%mlflow start\n%mlflow end")
    if shape != "no commit":
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "first")
    if shape == "dirty":
        write(tmp_path / "nb.ipynb", "%mlflow start\n%mlflow end", "int changed;")
    before = [git(tmp_path, *seen) for seen in (["status", "--porcelain"], ["branch", "-a"], ["stash", "list"])]

    execute(tmp_path, "nb.ipynb")

    assert [git(tmp_path, *seen) for seen in (["status", "--porcelain"], ["branch", "-a"], ["stash", "list"])] == before
    (run,) = runs(tmp_path / "mlflow.db")
    if shape == "no commit":
        assert "mlflow.source.git.commit" not in run
    else:
        assert run["mlflow.source.git.commit"] == git(tmp_path, "rev-parse", "HEAD")
        assert run["mlflow.source.git.dirty"] == ("true" if shape == "dirty" else "false")
    assert run["mlflow.source.git.branch"] == "topic"
    assert run["mlflow.source.git.repoURL"] == "https://example.org/team/repo.git"
    shown = git(tmp_path, "show", f"{run['provenote.notebook.revision']}:nb.ipynb")
    assert ("int changed" in shown) == (shape == "dirty")
