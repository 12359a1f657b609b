"""What is done beside a Jupyter server, now and then and at the lowest priority: class archives, and versions packed."""

import os
import signal
import subprocess
import sys

from tornado.ioloop import IOLoop

from provenote import archive
from provenote.java import find_java, jvm_environment, server_command


class Upkeep:
    """Begins once the server's users have had time to start their first kernel, and again after hours."""

    DELAY = 60  # seconds
    INTERVAL = 6 * 3600  # seconds

    def __init__(self, root: str):
        self.root = root
        self.process = None
        self.waiting = IOLoop.current().call_later(self.DELAY, self.start)

    def start(self) -> None:
        lower_priority = {"preexec_fn": lambda: os.nice(19)} if os.name == "posix" else {}
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, self.root],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **lower_priority,
            )
        self.waiting = IOLoop.current().call_later(self.INTERVAL, self.start)

    def stop(self) -> None:
        IOLoop.current().remove_timeout(self.waiting)
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # so that it ends its program before itself
            self.process.wait()


def main(root: str) -> None:
    archive.make_all()
    subprocess.run(server_command(find_java(), "pack", "--root", root), env=jvm_environment(), check=False)


if __name__ == "__main__":
    main(sys.argv[1])
