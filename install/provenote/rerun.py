"""`provenote rerun`: what a run ran is executed again in a fresh kernel, and its values are compared with the original's."""

import argparse
import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from provenote.java import (
    JavaUnavailable,
    find_java,
    find_jdk,
    java_version,
    jvm_environment,
    not_executed,
    require_supported,
    server_command,
)
from provenote.kernels import OURS

IDENTICAL, DIFFERS, FAILED = 0, 1, 2
JAVA_SAYS_DIFFERS = 3
BORROWED_SHOWN = 5


class CannotRerun(Exception):
    """Why there is no verdict, for the user. Nothing of the user's was changed."""


class CellFailed(CannotRerun):
    """Cells were executed, or a kernel was started that had something to say: there is something to look into."""


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        return rerun(options)
    except (CannotRerun, JavaUnavailable) as failure:
        say(f"provenote: {failure}")
        return FAILED


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="provenote rerun",
        description="Restores what a run ran into a fresh folder, executes its cells again in a fresh kernel, and compares "
        "params and metrics with the original's. The rerun is kept as a child of the original run.",
        epilog="Ends with 0 if the run ended as then and every value came out again, 1 if something differs, 2 if the run could not be executed again.",
    )
    parser.add_argument("run", metavar="RUN", help="a run's name, its id or the beginning of one")
    parser.add_argument("--root", metavar="FOLDER", help="the Jupyter root; default: the current folder")
    parser.add_argument(
        "--backend-store-uri", metavar="URI", help="where the runs are; default: MLFLOW_TRACKING_URI, else the nearest mlflow.db"
    )
    parser.add_argument("--into", metavar="FOLDER", type=Path, help="restore into this folder and keep it; must not exist")
    parser.add_argument(
        "--tolerance", metavar="X", type=tolerance, default=1e-6, help="how far a metric may be off, relative to it; default: 1e-6"
    )
    parser.add_argument("--kernel", metavar="NAME", help="the kernel to run in; default: the notebook's own")
    parser.add_argument("--timeout", metavar="S", type=float, help="give up when a cell takes longer; default: never")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    return parser


def tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is no tolerance; expected a number from 0 on, such as 0.01")
    return value


def rerun(options: argparse.Namespace) -> int:
    java = find_java()
    require_supported(java)
    stores = [f"--root={options.root}"] if options.root else []
    stores += [f"--backend-store-uri={options.backend_store_uri}"] if options.backend_store_uri else []
    folder = fresh_folder(options.into)
    kept = bool(options.into)
    try:
        plan = restore(java, stores, options.run, folder / "state")
        tell(plan)
        notebook = execute(plan, folder, options)
        verdict = judge(java, stores, plan, folder, notebook, options)
        kept |= verdict == DIFFERS
        return verdict
    except CellFailed:
        kept = True
        raise
    finally:
        if kept:
            say(f"What was executed is in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def fresh_folder(into: Path | None) -> Path:
    if into is None:
        # Not beside the notebook: nothing of this may show up in the user's Git.
        return Path(tempfile.mkdtemp(prefix="provenote-rerun-")).resolve()
    try:
        into.mkdir(parents=True)
    except OSError as failure:
        raise CannotRerun(f"{into} cannot be made: {failure.strerror}. Name a folder that does not exist yet.") from None
    return into.resolve()


def restore(java: str, stores: list[str], run: str, folder: Path) -> dict:
    command = java_command(java, "rerun-restore", *stores, f"--into={folder}", "--", run)
    try:
        done = subprocess.run(command, env=jvm_environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8")
    except OSError as error:
        raise not_executed(java, error) from error
    if done.returncode != 0:
        raise CannotRerun("nothing was executed.")
    return json.loads(done.stdout)


def tell(plan: dict) -> None:
    what = "the cells as they were executed" if plan["as_executed"] else "the notebook from top to bottom"
    say(f"Run {plan['run_name']}: {what}")
    borrowed = plan.get("borrowed", [])
    if borrowed:
        more = f" and {len(borrowed) - BORROWED_SHOWN} more" if len(borrowed) > BORROWED_SHOWN else ""
        say(f"  as they are today, for no version holds them: {', '.join(borrowed[:BORROWED_SHOWN])}{more}")
    for missing in plan.get("missing", []):
        say(f"  not restored: {missing}")


def execute(plan: dict, folder: Path, options: argparse.Namespace) -> Path:
    """Runs the cells, and returns the notebook with their outputs."""
    original = Path(plan["notebook"])
    notebook = replayed(plan, nbformat.read(original, as_version=4))
    executed = folder / "rerun.ipynb"
    log_file = folder / "kernel.log"
    progress = Progress(len(notebook.cells))
    client = NotebookClient(
        notebook,
        kernel_name=options.kernel or notebook.metadata.get("kernelspec", {}).get("name") or OURS,
        timeout=options.timeout,
        resources={"metadata": {"path": str(original.parent)}},
        on_cell_execute=progress.starts,
        on_cell_executed=progress.ends,
    )
    try:
        with log_file.open("wb") as log:
            client.execute(env=kernel_environment(plan, folder, original), stdout=log, stderr=subprocess.STDOUT)
    except CellExecutionError as failure:
        why = f"{failure.ename}: {failure.evalue}" if failure.evalue else failure.ename
        raise CellFailed(f"cell {progress.cell} of {progress.cells} failed now, and did not then: {why}") from None
    except (DeadKernelError, TimeoutError) as failure:
        raise CellFailed(f"cell {progress.cell} of {progress.cells} did not end: {failure}") from None
    except NoSuchKernel as failure:
        raise CannotRerun(f"there is no kernel '{failure.name}' here; name another with --kernel") from None
    except OSError as failure:
        if progress.cell:
            raise CellFailed(f"cell {progress.cell} of {progress.cells} could not be followed: {failure}") from None
        raise CannotRerun(f"the kernel could not be started: {failure}") from None
    except RuntimeError as failure:  # jupyter_client's, of a kernel that died or said nothing for a minute
        atexit.unregister(client._cleanup_kernel)  # done; nbclient forgets that, and would fail in it as this program ends
        raise CellFailed(f"the kernel did not start: {failure}; see {log_file}") from None
    finally:
        progress.stop()
        nbformat.write(notebook, executed)
    for number, (then, now) in enumerate(zip(plan.get("cells", []), notebook.cells), 1):
        failure = next((output for output in now.outputs if output.output_type == "error"), None)
        if then["outcome"] == "ERROR" and not failure:
            say(f"  cell {number} failed then, and does not now")
        if then["outcome"] == "RUNNING" and failure:
            say(f"  cell {number} fails: {failure.ename}; its run ended in it as {plan['status']} then")
    return executed


def replayed(plan: dict, original: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook(metadata=original.metadata)
    for cell in plan.get("cells", []):
        again = nbformat.v4.new_code_cell(cell["source"])
        # Of the last one it may be unknown: its run ended within it.
        if cell["outcome"] != "OK":
            again.metadata["tags"] = ["raises-exception"]
        notebook.cells.append(again)
    return notebook


def kernel_environment(plan: dict, folder: Path, notebook: Path) -> dict[str, str]:
    """A store of its own, so that nothing that is executed again touches the user's runs; the JDK of then, where it is here."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "JPY_"))}
    environment["MLFLOW_TRACKING_URI"] = "sqlite:///" + str(folder / "mlflow.db").replace("%", "%25").replace("?", "%3F")
    environment["JPY_SESSION_NAME"] = str(notebook)
    wanted = plan["jdk_feature"]
    if wanted and java_version(shutil.which("java") or "java") != wanted:
        home = find_jdk(wanted)
        if home:
            environment["JAVA_HOME"] = str(home)
            environment["PATH"] = os.pathsep.join([str(home / "bin"), environment.get("PATH", "")])
        else:
            say(f"  JDK {wanted} is not on this machine (then: {plan['jdk']}); the one on the PATH is taken")
    return environment


def judge(java: str, stores: list[str], plan: dict, folder: Path, notebook: Path, options: argparse.Namespace) -> int:
    command = java_command(
        java,
        "rerun-verdict",
        *stores,
        f"--fresh={folder / 'mlflow.db'}",
        f"--executed={notebook}",
        f"--tolerance={options.tolerance!r}",
        *(["--json"] if options.json else []),
        plan["run_id"],
    )
    sys.stdout.flush()
    done = subprocess.run(command, env={**jvm_environment(), "COLUMNS": str(shutil.get_terminal_size().columns)})
    if done.returncode not in (0, JAVA_SAYS_DIFFERS):
        raise CellFailed("the cells were executed, and there is no verdict.")
    return IDENTICAL if done.returncode == 0 else DIFFERS


def java_command(java: str, *arguments: str) -> list[str]:
    return server_command(java, *arguments, options=["-Dstdout.encoding=UTF-8"])


def say(text: str, end="\n") -> None:
    """On stderr, without what a terminal would obey: names, cells and errors are those of whoever made the run."""
    print("\n".join(printable(line) for line in text.splitlines()), end=end, file=sys.stderr, flush=True)


class Progress:
    """One line for each cell on stderr: its place, its first line, and how long it took."""

    def __init__(self, cells: int):
        self.cells = cells
        self.cell = 0
        self._line_open = False

    def starts(self, cell, cell_index):
        self.cell = cell_index + 1
        self._began = time.monotonic()
        line = next((line for line in cell.source.splitlines() if line.strip()), "")
        say(f"  [{self.cell}/{self.cells}] {line[:60]:<60}", end="")
        self._line_open = True

    def ends(self, cell, cell_index, execute_reply):
        say(f"  {time.monotonic() - self._began:.1f} s")
        self._line_open = False

    def stop(self):
        if self._line_open:
            say("")


def printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
