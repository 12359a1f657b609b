"""A real Jupyter server with our wheel, started as a user starts it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter import Jupyter, kept_port, port_of


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """One server for all tests that only ask it."""
    with started_jupyter(tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture
def start_jupyter(tmp_path):
    """Starts a server of one's own, with `environment` changed."""
    servers = []

    def start(**environment):
        servers.append(started_jupyter(tmp_path, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def started_jupyter(folder: Path, **environment) -> Jupyter:
    root = folder / "root with spaces & ünïcode"
    root.mkdir()
    keeper = kept_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
        + [f"--ServerApp.port={port_of(keeper)}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"]
        + [f"--ServerApp.base_url={Jupyter.BASE_URL}", f"--IdentityProvider.token={Jupyter.TOKEN}"]
        + [f"--ServerApp.root_dir={root}"],
        env={**own_environment(folder), **environment},
        stdout=(folder / "jupyter.log").open("w"),
        stderr=subprocess.STDOUT,
    )
    server = Jupyter(process, port_of(keeper), root, keeper)
    deadline = time.monotonic() + 180
    while not server.answers():
        assert process.poll() is None and time.monotonic() < deadline, (folder / "jupyter.log").read_text()
        time.sleep(0.1)
    return server


def own_environment(folder: Path) -> dict[str, str]:
    ours = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    return {**{k: v for k, v in os.environ.items() if not k.startswith("MLFLOW_")}, **ours}
