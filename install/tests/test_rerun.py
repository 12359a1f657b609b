"""`provenote rerun`: runs executed again in real kernels, and what is said of them."""

import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from notebooks import SCRIPTS, environment, runs, write
from test_lifecycle import path_without_java

SAMPLE = Path(__file__).parents[2] / "sample-notebooks"
TRACKED = "%mlflow start tracked -p k={k}\n%mlflow metric k {k}\n%mlflow end"


def execute(folder: Path, notebook: str) -> None:
    command = ["jupyter", "execute", "--inplace", notebook]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def rerun(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    command = [SCRIPTS / "provenote", "rerun", *arguments]
    variables["TMPDIR"] = str(folder.parent)  # what differs is kept there
    return subprocess.run(command, cwd=folder, env=environment(**variables), capture_output=True, text=True, timeout=300)


def children(folder: Path) -> list[dict]:
    return [run for run in runs(folder / "mlflow.db") if "provenote.rerun.of" in run]


def test_the_sample_with_its_fixed_seeds_is_identical(tmp_path):
    root = shutil.copytree(SAMPLE, tmp_path / "a folder")
    execute(root, "first-run.ipynb")
    before = files(root)

    done = rerun(root, "learning rate 0.1")

    assert done.returncode == 0, done.stderr
    assert "learning rate 0.1: identical" in done.stdout
    assert "0.9814814814814815" in done.stdout
    assert "[4/4]" in done.stderr and "data/wine.csv" in done.stderr
    (child,) = children(root)
    assert child["mlflow.parentRunId"] == child["provenote.rerun.of"]
    assert child["provenote.rerun.verdict"] == "identical"
    assert child["status"] == "FINISHED" and child["experiment"] == "first-run"
    assert child["provenote.notebook.path"] == "first-run.ipynb"
    # The other runs that its cells make again stay out of the user's store.
    assert len(runs(root / "mlflow.db")) == 5
    assert files(root) == before


def test_the_sweep_with_its_fixed_seeds_is_identical(tmp_path):
    root = shutil.copytree(SAMPLE, tmp_path / "samples")
    execute(root, "parameter-sweep.ipynb")

    done = rerun(root, "how many clusters")

    assert done.returncode == 0, done.stderr
    assert "how many clusters: identical" in done.stdout
    nested = [run for run in runs(root / "mlflow.db") if "mlflow.parentRunId" in run and "provenote.rerun.of" not in run]
    assert len(nested) == 14 and {run["provenote.notebook.badge"] for run in nested} == {"as saved"}


def test_an_unseeded_notebook_differs_and_the_first_such_cell_is_named(tmp_path):
    noise = "double k = Math.random();\nSystem.out.println(k);"
    write(tmp_path / "noisy.ipynb", 'System.out.println("the same");', noise, TRACKED)
    execute(tmp_path, "noisy.ipynb")

    done = rerun(tmp_path, "tracked", "--json", "--into", "kept")

    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["verdict"] == "DIFFERS"
    assert report["first_cell"]["number"] == 2
    assert report["first_cell"]["source"] == noise
    assert [metric["sameness"] for metric in report["metrics"]] == ["DIFFERS"]
    assert (tmp_path / "kept" / "rerun.ipynb").exists()
    (child,) = children(tmp_path)
    assert child["provenote.rerun.verdict"] == "differs"


def test_what_ran_is_repeated_and_not_what_was_saved(tmp_path):
    """Executed out of order, edited between, and saved with yet another text."""
    notebook = write(tmp_path / "edited.ipynb", TRACKED, "int k = 7;")
    manager, client = start_new_kernel(
        kernel_name="provenote-java", cwd=str(tmp_path), env=environment(JPY_SESSION_NAME=str(notebook))
    )
    try:
        for source in ("int k = 1;", "k = 5;", "k / 0", TRACKED):
            client.execute_interactive(source, timeout=60, output_hook=lambda message: None, stop_on_error=False)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()

    done = rerun(tmp_path, "tracked")

    assert done.returncode == 0, done.stderr
    assert "tracked: identical" in done.stdout
    assert "[4/4]" in done.stderr


def test_a_metric_within_the_stated_tolerance_is_no_difference(tmp_path):
    almost = 'double k = System.getenv("ONLY_NOW") == null ? 1 : 1.0005;'
    write(tmp_path / "almost.ipynb", almost, TRACKED.replace(" -p k={k}", ""))
    execute(tmp_path, "almost.ipynb")

    assert rerun(tmp_path, "tracked", ONLY_NOW="1").returncode == 1
    done = rerun(tmp_path, "tracked", "--tolerance", "0.01", ONLY_NOW="1")

    assert done.returncode == 0, done.stderr
    assert "tracked: within tolerance (tolerance 0.01)" in done.stdout


def test_the_options_of_the_kernel_reach_the_kernel_and_no_jvm_beside_it(tmp_path):
    write(tmp_path / "told.ipynb", 'int k = Integer.getInteger("k", 1);', TRACKED)
    execute(tmp_path, "told.ipynb")

    done = rerun(tmp_path, "tracked", JDK_JAVA_OPTIONS="-XX:+UseG1GC -Dk=2")

    assert done.returncode == 1, done.stderr
    assert "JDK_JAVA_OPTIONS" not in done.stderr


def test_what_cannot_be_executed_again_says_which_cell_and_keeps_the_run_as_it_was(tmp_path):
    read = 'double k = Double.parseDouble(Files.readString(Path.of("input.txt")));'
    write(tmp_path / "reads.ipynb", "import java.nio.file.*;", read, TRACKED)
    (tmp_path / "input.txt").write_text("5")
    execute(tmp_path, "reads.ipynb")
    (tmp_path / "input.txt").unlink()

    done = rerun(tmp_path, "tracked", "--into", "kept")

    assert done.returncode == 2
    assert "cell 2 of 3 failed now, and did not then" in done.stderr and "NoSuchFileException" in done.stderr
    assert not children(tmp_path)


def test_a_run_that_finished_then_and_fails_now_differs_whatever_it_logged(tmp_path):
    read = '%%mlflow run whole -p a=1\n%mlflow metric acc 0.9\njava.nio.file.Files.readString(java.nio.file.Path.of("input.txt"))'
    write(tmp_path / "whole.ipynb", read)
    (tmp_path / "input.txt").write_text("5")
    execute(tmp_path, "whole.ipynb")
    (tmp_path / "input.txt").unlink()

    done = rerun(tmp_path, "whole")

    assert done.returncode == 1, done.stderr
    assert "cell 1 fails: " in done.stderr and "its run ended in it as FINISHED then" in done.stderr
    assert re.search(r"run +status +FINISHED +FAILED +differs", done.stdout), done.stdout
    assert "whole: differs" in done.stdout and "The original ended in cell number 1" in done.stdout
    (child,) = children(tmp_path)
    assert child["provenote.rerun.verdict"] == "differs" and child["status"] == "FAILED"


def test_the_runs_of_a_project_that_has_moved_are_executed_as_they_were(tracked, tmp_path):
    shutil.copytree(tracked, tmp_path / "before")
    with closing(sqlite3.connect(tmp_path / "before" / "mlflow.db")) as database, database:
        for table, column in (("experiments", "artifact_location"), ("runs", "artifact_uri")):
            database.execute(f"UPDATE {table} SET {column} = replace({column}, ?, ?)", [str(tracked), str(tmp_path / "before")])
    folder = (tmp_path / "before").rename(tmp_path / "after")

    done = rerun(folder, "tracked")

    assert done.returncode == 0, done.stderr
    assert "the cells as they were executed" in done.stderr and "could not be read" not in done.stderr
    assert not (tmp_path / "before").exists()


def test_records_that_cannot_be_read_are_told_with_their_place(tracked, tmp_path):
    folder = shutil.copytree(tracked, tmp_path / "theirs")
    shutil.rmtree(folder / "mlruns")
    with closing(sqlite3.connect(folder / "mlflow.db")) as database, database:
        (place,) = database.execute("SELECT artifact_uri FROM runs").fetchone()
        database.execute("UPDATE runs SET artifact_uri = ?", [place.replace(str(tracked), "/gone")])

    done = rerun(folder, "tracked")

    assert "the notebook from top to bottom" in done.stderr
    assert "tracked: the cells that it executed and what it ran on could not be read in /gone/mlruns/" in done.stderr


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["no such run"], "No run 'no such run'"),
        (["tracked", "--into", "."], "cannot be made"),
        (["tracked", "--kernel", "no-such-kernel"], "there is no kernel 'no-such-kernel' here"),
        (["tracked", "--tolerance", "-1"], "expected a number from 0 on"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(tracked, arguments, said):
    done = rerun(tracked, *arguments)

    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not children(tracked)


def test_what_a_terminal_would_obey_in_a_runs_name_does_not_reach_it(tracked, tmp_path):
    folder = shutil.copytree(tracked, tmp_path / "theirs")
    with closing(sqlite3.connect(folder / "mlflow.db")) as database, database:
        (run,) = database.execute("SELECT run_uuid FROM runs").fetchone()
        database.execute("UPDATE runs SET name = ?", ["\x1b]0;owned\x07\x1b[2J\x9b31m\u202etracked"])

    done = rerun(folder, run, "--kernel", "\x1b[2Jno-such-kernel")

    assert done.returncode == 2
    assert "Run ?]0;owned" in done.stderr and "there is no kernel '?[2Jno-such-kernel' here" in done.stderr
    assert all(character.isprintable() for character in done.stderr.replace("\n", ""))


def test_a_kernel_that_dies_at_its_start_is_no_difference_and_its_log_is_kept(tracked):
    done = rerun(tracked, "tracked", JDK_JAVA_OPTIONS="-XX:+NoSuchOption")

    assert done.returncode == 2, done.stderr
    (log,) = re.findall(r"the kernel did not start: .*; see (.*)$", done.stderr, re.MULTILINE)
    assert "NoSuchOption" in Path(log).read_text()
    assert "Traceback" not in done.stderr
    assert not children(tracked)


def test_a_kernel_whose_program_is_gone_is_no_difference(tracked, tmp_path):
    spec = {"argv": ["no-such-program", "{connection_file}"], "display_name": "Gone", "language": "java"}
    (tmp_path / "kernels" / "gone").mkdir(parents=True)
    (tmp_path / "kernels" / "gone" / "kernel.json").write_text(json.dumps(spec))

    done = rerun(tracked, "tracked", "--kernel", "gone", JUPYTER_PATH=str(tmp_path))

    assert done.returncode == 2, done.stderr
    assert "the kernel could not be started: " in done.stderr and "no-such-program" in done.stderr
    assert "Traceback" not in done.stderr
    assert not children(tracked)


@pytest.mark.parametrize(
    "java, said",
    [
        (None, "No Java was found"),
        ("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n", "The Java found is version 8"),
        ("\x7fELF of another machine", "The Java found could not be run"),
    ],
)
def test_without_a_java_to_run_nothing_is_executed_which_is_no_difference(tracked, tmp_path, java, said):
    (tmp_path / "bin").mkdir()
    if java:
        (tmp_path / "bin" / "java").write_text(java)
        (tmp_path / "bin" / "java").chmod(0o755)

    done = rerun(tracked, "tracked", JAVA_HOME=str(tmp_path), PATH=path_without_java(tmp_path))

    assert done.returncode == 2, done.stderr
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not children(tracked)


@pytest.fixture(scope="module")
def tracked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tracked")
    write(folder / "tracked.ipynb", "int k = 1;", TRACKED)
    execute(folder, "tracked.ipynb")
    return folder


def files(folder: Path) -> set[str]:
    """But for what the store keeps."""
    found = (path.relative_to(folder) for path in folder.rglob("*"))
    return {str(path) for path in found if path.parts[0] not in ("mlruns", ".provenote") and "mlflow.db" not in path.name}
