"""Servers that MLflow's tests speak to: ours, or MLflow's own to see what fails there too."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

LIBRARIES = Path(__file__).parents[2] / "server/target/lib"
MAIN_CLASS = "org.provenote.server.Main"


class Server:
    """A server process on one SQLite database. Runs until `stop`; `url` is its address."""

    def __init__(self, database_uri: str, *options: str, port: int = 0):
        self._process, self.url = start(["--backend-store-uri", database_uri, *options], port)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    # The tests that start a server by a command of their own hold a process.
    kill = terminate = stop

    def __enter__(self) -> str:
        return self.url

    def __exit__(self, *_) -> None:
        self.stop()


_of_this_test: list[Server] = []


def for_this_test(database_uri: str, *options: str) -> str:
    """The address of a server on that database, until the test ends."""
    _of_this_test.append(Server(database_uri, *options))
    return _of_this_test[-1].url


def stop_those_of_this_test() -> None:
    while _of_this_test:
        _of_this_test.pop().stop()


def start(options: list[str], port: int) -> tuple[subprocess.Popen, str]:
    if os.environ.get("MLFLOW_TESTS_PEER") == "mlflow":
        return start_mlflow(options, port)
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.locale.providers=SPI"]
    command += ["-cp", f"{LIBRARIES}/*", MAIN_CLASS, "server"]
    command += ["--parent-pid", str(os.getpid()), "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=plain_environment())
    return process, f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"


def start_mlflow(options: list[str], port: int) -> tuple[subprocess.Popen, str]:
    from tests.helper_functions import get_safe_port

    port = port or get_safe_port()
    command = [sys.executable, "-m", "uvicorn", "mlflow.server.fastapi_app:app", "--host", "127.0.0.1"]
    # What its command line would set, without the processes that it would start.
    names = {
        "--backend-store-uri": "_MLFLOW_SERVER_FILE_STORE",
        "--default-artifact-root": "_MLFLOW_SERVER_ARTIFACT_ROOT",
        "--artifacts-destination": "_MLFLOW_SERVER_ARTIFACT_DESTINATION",
    }
    settings = {names[name]: value for name, value in zip(options[::2], options[1::2])}
    process = subprocess.Popen([*command, "--port", str(port)], env={**plain_environment(), **settings})
    url = f"http://127.0.0.1:{port}"
    while process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{url}/health"):
            return process, url
        time.sleep(0.2)
    raise AssertionError("MLflow's server has ended")


def plain_environment() -> dict[str, str]:
    """The environment without what tests set for MLflow's own server."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "_MLFLOW_"))}
