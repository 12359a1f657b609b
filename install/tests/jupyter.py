"""A Jupyter server under test: how to ask it, and what runs beneath it."""

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Answer:
    status: int
    headers: dict
    text: str

    @property
    def json(self):
        return json.loads(self.text)


@dataclass
class Jupyter:
    BASE_URL = "/user/ada/"
    TOKEN = "install-tests"

    process: subprocess.Popen
    port: int
    root: Path
    keeper: socket.socket | None = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def ask(self, path: str, method="GET", body: object = None, headers: dict | None = None, token=True) -> Answer:
        """Asks below the base URL; `path` is sent as it is."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{self.BASE_URL}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={**({"Authorization": f"token {self.TOKEN}"} if token else {}), **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return Answer(response.status, dict(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode())

    def answers(self) -> bool:
        try:
            return self.ask("api").status == 200
        except urllib.error.URLError:
            return False

    def java_process(self) -> int | None:
        """The Java server's process id, None when there is none. At most one may run."""
        lines = subprocess.check_output(["ps", "-eww", "-o", "pid=,args="], text=True).splitlines()
        found = [int(line.split()[0]) for line in lines if "org.provenote.server.Main server " in line and str(self.root) in line]
        assert len(found) <= 1, found
        return found[0] if found else None

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        if self.keeper:
            self.keeper.close()
        left = self.java_process()
        if left is not None:
            os.kill(left, signal.SIGKILL)


def kept_port() -> socket.socket:
    """Keeps a port for a server that is told where to listen: as long as it is bound here too, nobody else is given it."""
    keeper = socket.socket()
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeper.bind(("127.0.0.1", 0))
    return keeper


def port_of(keeper: socket.socket) -> int:
    return keeper.getsockname()[1]
