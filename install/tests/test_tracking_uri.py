import subprocess
from pathlib import Path

import pytest
from provenote.tracking_uri import absolute


@pytest.mark.parametrize(
    ("uri", "meant"),
    [
        ("sqlite:///runs.db", "sqlite:////class/runs.db"),
        ("sqlite:///data/../runs.db?mode=ro", "sqlite:////class/runs.db?mode=ro"),
        ("sqlite:////data/runs.db", "sqlite:////data/runs.db"),
        ("sqlite:///C:/runs.db", "sqlite:///C:/runs.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///", "sqlite:///"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("databricks", "databricks"),
        ("", ""),
    ],
)
def test_only_a_relative_file_is_made_absolute(uri, meant):
    assert absolute(uri, "/class") == meant


def test_a_folder_that_no_uri_can_name_is_not_named():
    assert absolute("sqlite:///runs.db", "/class/100%25") == "sqlite:///runs.db"


def test_a_kernel_in_a_folder_below_is_told_the_file_that_jupyter_means(start_jupyter):
    server = start_jupyter(MLFLOW_TRACKING_URI="sqlite:///runs.db")
    (server.root / "week-1").mkdir()
    assert server.ask("api/kernels", "POST", {"name": "python3", "path": "week-1/train.ipynb"}).status == 201
    kernels = subprocess.check_output(["ps", "-o", "pid=", "--ppid", str(server.process.pid)], text=True).split()
    environments = [Path(f"/proc/{kernel}/environ").read_bytes().split(b"\0") for kernel in kernels]
    assert any(f"MLFLOW_TRACKING_URI=sqlite:///{Path.cwd()}/runs.db".encode() in environment for environment in environments)
