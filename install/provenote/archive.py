"""The class archive that makes our kernel start faster: the JVM's dynamic class-data sharing.

An archive fits one JDK and one set of jars, so it is made where the kernel runs, by a rehearsal: the kernel starts, runs a
cell, and writes what it loaded as it ends. A JVM that finds the archive unfit goes on without it. The wheel ships an empty
file in its place, so that pip knows it and removes it.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from tornado.ioloop import IOLoop

from provenote.java import installed
from provenote.kernels import OURS

SHARED = "-XX:SharedArchiveFile="
REHEARSAL = ["1 + 1", "int x = 1;", "System.out.println(x);"]


def archive_file() -> Path:
    return installed("share/jupyter/kernels/provenote-java") / "classes.jsa"


def fits() -> bool:
    """Whether the JVM that kernels get can use the archive as it is."""
    archive = archive_file()
    if not archive.exists() or archive.stat().st_size == 0:
        return False
    java, jar = KernelSpecManager().get_kernel_spec(OURS).argv[0], archive.with_name("provenote-kernel.jar")
    check = [java, "-Xshare:on", f"{SHARED}{archive}", "-cp", str(jar), "-version"]
    return subprocess.run(check, capture_output=True, timeout=30, check=False).returncode == 0


def make() -> bool:
    """Makes the archive unless it fits; False where its folder may not be written to."""
    archive = archive_file()
    if not os.access(archive.parent, os.W_OK):
        return False
    if not fits():
        with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
            made = Path(folder) / archive.name
            rehearse(made)
            # In one step: a kernel that starts now sees the old file or the new one.
            os.replace(made, archive)
    return True


def rehearse(archive: Path) -> None:
    manager = KernelManager(kernel_name=OURS)
    argv = [part for part in manager.kernel_spec.argv if not part.startswith(SHARED)]
    manager.kernel_spec.argv = [argv[0], f"-XX:ArchiveClassesAtExit={archive}", *argv[1:]]
    manager.shutdown_wait_time = 60  # seconds; the archive is written as the JVM ends
    manager.start_kernel(cwd=str(archive.parent), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        for cell in REHEARSAL:
            client.execute_interactive(cell, timeout=120, output_hook=lambda _: None)
    except BaseException:
        manager.shutdown_kernel(now=True)
        raise
    finally:
        client.stop_channels()
    manager.shutdown_kernel()


class WarmUp:
    """Makes the archive beside a Jupyter server, once its users have had time to start their first kernel."""

    DELAY = 60  # seconds

    def __init__(self):
        self.process = None
        self.waiting = IOLoop.current().call_later(self.DELAY, self.start)

    def start(self) -> None:
        lower_priority = {"preexec_fn": lambda: os.nice(19)} if os.name == "posix" else {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **lower_priority
        )

    def stop(self) -> None:
        IOLoop.current().remove_timeout(self.waiting)
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # so that it ends its kernel before itself
            self.process.wait()


if __name__ == "__main__":
    make()
