"""What starting and ending a run costs a cell, with a 1 MB notebook in a repository of 10,000 files. `make bench-run-start`

The physical limit beside it: a row in SQLite, on the disk, as Python writes it to the same folder.
"""

import os
import sqlite3
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

RUNS = 100
FILES = 10_000
CELL = """
var context = new MlflowContext();
for (int i = 0; i < %d; i++) {
    long start = System.nanoTime();
    var run = context.startRun("run " + i);
    long started = System.nanoTime();
    Thread.sleep(300);
    long ending = System.nanoTime();
    run.endRun();
    System.out.println((started - start) / 1e6 + " " + (System.nanoTime() - ending) / 1e6);
}
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="provenote-benchmark") as name:
        folder = Path(name)
        notebook = repository(folder)
        limit = rows(folder / "limit.db")
        starts, ends = measured(folder, notebook)
        print(f"{'':<44}{'median, ms':>12}{'p95, ms':>12}{'aim':>8}")
        print(f"{'start of a run':<44}{statistics.median(starts):>12.2f}{p95(starts):>12.2f}{'≤ 5':>8}")
        print(f"{'its end, with all that is kept of it':<44}{statistics.median(ends):>12.2f}{p95(ends):>12.2f}")
        print(f"{'one row in SQLite, on the disk':<44}{statistics.median(limit):>12.2f}{p95(limit):>12.2f}")


def repository(folder: Path) -> Path:
    for i in range(FILES):
        file = folder / f"folder {i % 100}" / f"file {i}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"content {i}\n")
    text = "// " + "a line of code that is as long as lines are\n// " * 200
    cells = [nbformat.v4.new_code_cell(text + str(i)) for i in range(100)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebook.ipynb")
    git = ["git", "-C", str(folder), "-c", "user.name=b", "-c", "user.email=b@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], check=True)
    return folder / "notebook.ipynb"


def rows(database: Path) -> list[float]:
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE t (x)")
    times = []
    for i in range(RUNS):
        begin = time.perf_counter()
        with connection:
            connection.execute("INSERT INTO t VALUES (?)", (i,))
        times.append(1000 * (time.perf_counter() - begin))
    connection.close()
    return times


def measured(folder: Path, notebook: Path) -> tuple[list[float], list[float]]:
    environment = {**os.environ, "JPY_SESSION_NAME": str(notebook)}
    manager, client = start_new_kernel(kernel_name="provenote-java", cwd=str(folder), env=environment)
    lines = []

    def collect(message):
        if message["msg_type"] == "stream":
            lines.extend(message["content"]["text"].split("\n"))

    try:
        client.execute_interactive(CELL % 20, timeout=300, output_hook=lambda message: None)
        client.execute_interactive(CELL % RUNS, timeout=300, output_hook=collect)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    pairs = [line.split() for line in lines if line.strip()]
    return [float(start) for start, _ in pairs], [float(end) for _, end in pairs]


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
