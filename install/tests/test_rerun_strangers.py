"""`provenote rerun` on notebooks as others write them: the verdict of each value, and the first cell that came out differently."""

import json
import subprocess

import nbformat
import pytest
from notebooks import environment, write
from test_rerun import TRACKED, children, rerun

IMPORT = "import java.util.*; import java.util.stream.*; import java.nio.file.*;"

# Its cells, then what is expected: how the command ends, the verdict of each value, and the number of the first cell that differs.
CASES = {
    "failures, unknown magics, a jar and a file beside it, threads, odd numbers": (
        [
            "System.out.println(System.nanoTime());",
            IMPORT,
            "%matplotlib inline",
            "%%bash\nls",
            "int k = 4;",
            "k / 0",
            "%jars library.jar",
            'k = library.Answer.give() + Integer.parseInt(Files.readString(Path.of("input.txt")).strip());',
            'var run = new MlflowContext().startRun("tracked");',
            'IntStream.range(0, 64).parallel().forEach(i -> run.logMetric("m" + i % 2, i % 2));',
            'run.logParam("größe / 1", "<b>\u202e"); run.logMetric("loss: épo que", 0.1 + 0.2); run.logParam("k", k);',
            'run.logMetric("nan", Double.NaN); run.logMetric("inf", Double.NEGATIVE_INFINITY); run.endRun();',
        ],
        0,
        dict.fromkeys(["m0", "m1", "größe / 1", "loss: épo que", "k", "nan", "inf"], "IDENTICAL"),
        None,
    ),
    "the run itself fails": (
        ['%%mlflow run tracked\nMlflowContext.activeRun().logMetric("k", 1);\nthrow new IllegalStateException("on purpose");', "1 + 1"],
        0,
        {"k": "IDENTICAL"},
        None,
    ),
    "one value of two is random, and nothing is printed": (
        [
            'double seed = 5;\nvar run = new MlflowContext().startRun("tracked");',
            'run.logMetric("fixed", seed);',
            'run.logMetric("random", Math.random());',
            "run.endRun();",
        ],
        1,
        {"fixed": "IDENTICAL", "random": "DIFFERS"},
        3,
    ),
    "a value that is logged only then": (
        [
            'var run = new MlflowContext().startRun("tracked");',
            'run.logMetric(System.getenv("ONLY_NOW") == null ? "then" : "now", 1);\nrun.endRun();',
        ],
        1,
        {"then": "MISSING", "now": "NEW"},
        2,
    ),
    "no values at all": (["%mlflow start tracked\n%mlflow end"], 0, {}, None),
}


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_on_a_strangers_notebook(tmp_path, case):
    cells, ends, verdicts, first = CASES[case]
    (tmp_path / "input.txt").write_text("7\n")
    make_jar(tmp_path)
    execute(with_text_between(write(tmp_path / "strange.ipynb", *cells)))

    done = rerun(tmp_path, "tracked", "--json", ONLY_NOW="1")

    assert done.returncode == ends, done.stderr
    report = json.loads(done.stdout)
    values = report.get("params", []) + report.get("metrics", [])
    assert {value["name"]: value["sameness"] for value in values} == verdicts
    assert (report.get("first_cell") or {}).get("number") == first
    assert len(children(tmp_path)) == 1


def test_a_cell_that_failed_then_and_does_not_now_is_named(tmp_path):
    read = "Files.readString(Path.of(\"late.txt\"))"
    execute(write(tmp_path / "late.ipynb", IMPORT, read, "int k = 1;", TRACKED))
    (tmp_path / "late.txt").write_text("here now")

    done = rerun(tmp_path, "tracked")

    assert done.returncode == 0, done.stderr
    assert "cell 2 failed then, and does not now" in done.stderr


def test_an_empty_notebook_has_nothing_to_be_executed_again(tmp_path):
    execute(write(tmp_path / "empty.ipynb"))

    done = rerun(tmp_path, "tracked")

    assert done.returncode == 2
    assert "There are no runs" in done.stderr and "nothing was executed" in done.stderr


def with_text_between(notebook):
    """Text and raw cells before, between and after those of code: they are passed over, and not counted."""
    content = nbformat.read(notebook, 4)
    text = lambda: [nbformat.v4.new_markdown_cell("# Text\n`%mlflow start no`"), nbformat.v4.new_raw_cell("raw")]
    content.cells = [*text(), *[cell for code in content.cells for cell in (code, *text())]]
    nbformat.write(content, notebook)
    return notebook


def execute(notebook):
    command = ["jupyter", "execute", "--inplace", "--allow-errors", notebook.name]
    done = subprocess.run(command, cwd=notebook.parent, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def make_jar(folder):
    source = folder / "build" / "library" / "Answer.java"
    source.parent.mkdir(parents=True)
    source.write_text("package library; public class Answer { public static int give() { return 42; } }")
    subprocess.run(["javac", "--release", "17", str(source)], check=True)
    subprocess.run(["jar", "cf", str(folder / "library.jar"), "-C", str(folder / "build"), "library/Answer.class"], check=True)
