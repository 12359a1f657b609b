"""What is done beside a Jupyter server, now and then and at the lowest priority: versions packed, and class archives."""

import asyncio
import os
import signal
import subprocess
import sys

from tornado.ioloop import IOLoop

from provenote import archive
from provenote.java import JavaUnavailable, find_java, jvm_environment, server_command

ARCHIVES_FAILED = 3  # what the process ends with
PACK_ONLY = "--pack-only"


class Upkeep:
    """Begins once the server's users have had time to start their first kernel, and again after hours."""

    DELAY = 60  # seconds
    INTERVAL = 6 * 3600  # seconds
    PATIENCE = 5  # seconds

    def __init__(self, root: str):
        self.root = root
        self.process = None
        self.options: list[str] = []
        self.waiting = IOLoop.current().call_later(self.DELAY, self.start)

    def start(self) -> None:
        lower_priority = {"preexec_fn": lambda: os.nice(19)} if os.name == "posix" else {}
        if self.process is None or self.process.poll() is not None:
            if self.process and self.process.returncode == ARCHIVES_FAILED:
                # Not before Jupyter starts again: each attempt starts a kernel.
                self.options = [PACK_ONLY]
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, *self.options, self.root],
                stdout=subprocess.DEVNULL,  # what fails is told on stderr, which is Jupyter's log
                start_new_session=True,  # a Ctrl-C meant for Jupyter is passed on by `stop`
                **lower_priority,
            )
        self.waiting = IOLoop.current().call_later(self.INTERVAL, self.start)

    async def stop(self) -> None:
        IOLoop.current().remove_timeout(self.waiting)
        if self.process and self.process.poll() is None:
            self.process.terminate()  # so that it ends its program before itself
            try:
                await asyncio.to_thread(self.process.wait, self.PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # Jupyter ends
    *options, root = arguments
    try:
        subprocess.run(server_command(find_java(), "pack", "--root", root), env=jvm_environment(), check=False)
    except JavaUnavailable:
        return 0  # the sidebar tells whoever asks for it
    if PACK_ONLY in options or all([made(each) for each in archive.ARCHIVES]):
        return 0
    return ARCHIVES_FAILED


def made(one) -> bool:
    """Makes an archive if need be and may be, and tells why where it fails: nothing else waits for it."""
    try:
        archive.make(one)
        return True
    except Exception as failure:
        print(f"Provenote: the {one.title} starts without a class archive: {str(failure) or type(failure).__name__}", file=sys.stderr)
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
