"""Class archives that make our kernel and our server start faster: the JVM's dynamic class-data sharing.

An archive fits one JDK and one set of jars, so it is made where its program runs, by a rehearsal: the program starts, does a
little of what it is for, and writes what it loaded as it ends. A JVM that finds the archive unfit goes on without it. The wheel
ships an empty file in its place, so that pip knows it and removes it.
"""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from provenote.java import (
    SECRET_HEADER,
    SHARED,
    find_java,
    installed,
    jvm_environment,
    libraries,
    server_archive,
    server_command,
)
from provenote.kernels import OURS, KernelError

CELLS = ["1 + 1", "int x = 1;", "System.out.println(x);"]
PATIENCE = 120  # seconds
LAST_WORDS = 10  # lines
MAKING = "making-"


@contextmanager
def last_words():
    """A file for what a program says; where the rehearsal fails, KernelError with the reason and the end of it."""
    with tempfile.TemporaryFile() as said:
        try:
            yield said
        except Exception as failure:
            said.seek(0)
            lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
            words = ["Its last words:", *lines[-LAST_WORDS:]] if lines else ["It said nothing."]
            reason = str(failure).rstrip(".") or type(failure).__name__
            raise KernelError("\n  ".join([f"{reason}. {words[0]}", *words[1:]])) from failure


class KernelArchive:
    """What the kernel of the wheel loads until its first cell is done."""

    title = "kernel"

    @property
    def file(self) -> Path:
        return installed("share/jupyter/kernels/provenote-java") / "classes.jsa"

    @property
    def java(self) -> str:
        return KernelSpecManager().get_kernel_spec(OURS).argv[0]

    @property
    def class_path(self) -> str:
        return str(self.file.with_name("provenote-kernel.jar"))

    def rehearse(self, option: str) -> None:
        with last_words() as said:
            self.start_and_execute(option, said)

    def start_and_execute(self, option: str, said: IO[bytes]) -> None:
        manager = KernelManager(kernel_name=OURS)
        argv = [part for part in manager.kernel_spec.argv if not part.startswith(SHARED)]
        manager.kernel_spec.argv = [argv[0], option, *argv[1:]]
        manager.shutdown_wait_time = 60  # seconds; the archive is written as the JVM ends
        # Without the options of the user's kernels: beside them there may be no room for such a heap, and a debugger's port is one.
        manager.start_kernel(cwd=str(self.file.parent), env=jvm_environment(), stdout=said, stderr=subprocess.STDOUT)
        client = manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=PATIENCE)
            for cell in CELLS:
                client.execute_interactive(cell, timeout=PATIENCE, output_hook=lambda _: None)
        except BaseException:
            manager.shutdown_kernel(now=True)
            raise
        finally:
            client.stop_channels()
        manager.shutdown_kernel()


class ServerArchive:
    """What the server loads until it has stored a run and found it again."""

    title = "server"

    @property
    def file(self) -> Path:
        return server_archive()

    @property
    def java(self) -> str:
        return find_java()

    @property
    def class_path(self) -> str:
        return libraries()

    def rehearse(self, option: str) -> None:
        with tempfile.TemporaryDirectory() as folder, last_words() as said:
            command = server_command(
                self.java, "server", "--port", "0", "--backend-store-uri", f"sqlite:///{folder}/mlflow.db", sharing=option
            )
            # Opened by a secret as Jupyter's own, and nobody else's door for a few seconds.
            secret = secrets.token_urlsafe(32)
            inherited = {key: value for key, value in jvm_environment().items() if not key.startswith(("PROVENOTE_", "MLFLOW_"))}
            environment = {**inherited, "PROVENOTE_SERVER_SECRET": secret}
            answers = Path(folder) / "said"
            with answers.open("wb") as out, subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=said) as server:
                try:
                    self.ask(port_of(server, answers), secret)
                    end(server)
                except BaseException:
                    server.kill()
                    raise

    @staticmethod
    def ask(port: int, secret: str) -> None:
        def post(path: str, **body) -> dict:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/api/2.0/mlflow/{path}",
                json.dumps(body).encode(),
                {"Content-Type": "application/json", SECRET_HEADER: secret},
            )
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)

        run = post("runs/create", experiment_id="0", start_time=1)["run"]["info"]["run_id"]
        point = {"key": "m", "value": 1, "timestamp": 1, "step": 0}
        post("runs/log-batch", run_id=run, metrics=[point], params=[{"key": "p", "value": "1"}])
        post("runs/search", experiment_ids=["0"], filter="metrics.m > 0", order_by=["metrics.m DESC"])


def port_of(server: subprocess.Popen, said: Path) -> int:
    line = first_line(server, said)
    try:
        return json.loads(line)["port"]
    except (ValueError, KeyError, TypeError):
        raise KernelError(f"it was to name its port, and said {line.decode(errors='replace').strip()!r}") from None


def first_line(server: subprocess.Popen, said: Path) -> bytes:
    for _ in range(PATIENCE * 20):
        ended = server.poll()
        line, listens, _ = said.read_bytes().partition(b"\n")
        if listens:
            return line
        if ended is not None:
            raise KernelError(f"it ended with exit code {ended} before it listened")
        time.sleep(1 / 20)
    raise KernelError(f"it neither listened nor ended within {PATIENCE} seconds, and was stopped")


def end(server: subprocess.Popen) -> None:
    """The archive is written as the JVM ends."""
    server.terminate()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise KernelError(f"it did not end within {PATIENCE} seconds of being told to, and was stopped") from None


ARCHIVES = [KernelArchive(), ServerArchive()]


def fits(archive) -> bool:
    """Whether the JVM can use the archive as it is."""
    file = archive.file
    if not file.exists() or file.stat().st_size == 0:
        return False
    check = [archive.java, "-Xshare:on", f"{SHARED}{file}", "-cp", archive.class_path, "-version"]
    return subprocess.run(check, env=jvm_environment(), capture_output=True, timeout=30, check=False).returncode == 0


def remove_abandoned(folder: Path) -> None:
    """Removes what a process left that was killed while it made an archive, or kept SQLite; none takes as long as PATIENCE."""
    for left in folder.glob(f"{MAKING}*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime <= 2 * PATIENCE:
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()


def make(archive) -> bool:
    """Makes the archive unless it fits; False where its folder may not be written to. Any exception may tell why it cannot be made."""
    file = archive.file
    if not os.access(file.parent, os.W_OK):
        return False
    if not fits(archive):
        remove_abandoned(file.parent)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=MAKING) as folder:
            made = Path(folder) / file.name
            archive.rehearse(f"-XX:ArchiveClassesAtExit={made}")
            if not made.exists():
                raise KernelError(
                    f"{archive.java} wrote none. Its JDK may lack the archive of the JDK's own classes: 'java -Xshare:dump' makes it."
                )
            # In one step: a program that starts now sees the old file or the new one.
            os.replace(made, file)
    return True
