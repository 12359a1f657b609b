"""The Java server lives no longer than its Jupyter, and says in words why it cannot live."""

import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from notebooks import write
from test_forwarding import RUNS


def test_it_starts_with_the_first_question_only(start_jupyter):
    server = start_jupyter()
    assert server.java_process() is None
    assert server.ask(RUNS).status == 200
    assert server.java_process() is not None


def test_it_ends_when_jupyter_is_stopped(start_jupyter):
    server = start_jupyter()
    server.ask(RUNS)
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(60)
    assert ended(server, within=60)


def test_it_ends_when_jupyter_is_killed(start_jupyter):
    server = start_jupyter()
    server.ask(RUNS)
    server.process.kill()
    server.process.wait()
    assert ended(server, within=60)


def test_without_java_the_user_is_told_what_to_install(start_jupyter, tmp_path):
    server = start_jupyter(PATH=path_without_java(tmp_path), JAVA_HOME="")
    answer = server.ask(RUNS)
    assert answer.status == 503
    assert answer.json["error_code"] == "JAVA_NOT_FOUND"
    assert "Java 17 or newer" in answer.json["message"]


def test_a_java_that_cannot_be_run_is_named_with_the_reason(start_jupyter, tmp_path):
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_bytes(b"\x7fELF of another machine")
    java.chmod(0o755)
    answer = start_jupyter(JAVA_HOME=str(tmp_path)).ask(RUNS)
    assert (answer.status, answer.json["error_code"]) == (503, "JAVA_NOT_STARTED")
    assert str(java) in answer.json["message"] and "format" in answer.json["message"]


def test_a_token_for_servers_of_the_users_own_does_not_close_it(start_jupyter):
    answer = start_jupyter(PROVENOTE_SERVER_TOKEN="of his own").ask(RUNS)
    assert answer.status == 200, answer.text


def test_the_options_of_the_kernel_do_not_reach_it(start_jupyter):
    server = start_jupyter(JDK_JAVA_OPTIONS="-Xmx256m -XX:+UseG1GC")
    answer = server.ask(RUNS)
    assert answer.status == 200, answer.text


def test_a_debugger_for_every_jvm_does_not_reach_it(start_jupyter):
    """It speaks on standard output, where the server's port is read, and waits."""
    listens = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0"
    answer = start_jupyter(JAVA_TOOL_OPTIONS=listens).ask(RUNS)
    assert answer.status == 200, answer.text


def test_it_does_not_start_for_a_notebook_that_is_not_java(start_jupyter):
    server = start_jupyter()
    (server.root / "mlflow.db").touch()
    write(server.root / "a.ipynb", kernel="python3", language="python")
    renamed_and_copied(server, "a.ipynb")
    assert not started(server, within=5)


def test_it_does_not_start_for_a_notebook_or_folder_that_no_store_is_in_reach_of(start_jupyter, tmp_path):
    server = start_jupyter()
    write(server.root / "week 1/a.ipynb")
    (server.root / "elsewhere").mkdir()
    (server.root / "elsewhere/mlflow.db").touch()
    renamed_and_copied(server, "week 1/a.ipynb")
    rename(server, "week 1", "week 2")
    assert not started(server, within=5)
    assert "Provenote" not in (tmp_path / "jupyter.log").read_text()


@pytest.mark.parametrize("metadata", ["{}", '{"kernelspec": null}', '{"kernelspec": {"name": "mine"}, "language_info": {"name": "Java"}}'])
def test_it_starts_for_a_notebook_that_may_be_java(start_jupyter, metadata):
    server = start_jupyter(MLFLOW_TRACKING_URI="http://127.0.0.1:9")
    (server.root / "a.ipynb").write_text(f'{{"cells": [], "metadata": {metadata}, "nbformat": 4, "nbformat_minor": 5}}')
    rename(server, "a.ipynb", "b.ipynb")
    assert started(server)


def test_it_starts_for_a_folder_with_a_store_of_its_own(start_jupyter):
    server = start_jupyter()
    (server.root / "week 1/deeper").mkdir(parents=True)
    (server.root / "week 1/deeper/mlflow.db").touch()
    rename(server, "week 1", "week 2")
    assert started(server)


def test_it_starts_for_a_notebook_that_was_renamed_again_before_it_was_looked_at(start_jupyter):
    server = start_jupyter()
    (server.root / "mlflow.db").touch()
    (server.root / "a.ipynb").write_text("no notebook, as it cannot be read")
    rename(server, "a.ipynb", "b.ipynb")
    assert started(server)


def renamed_and_copied(server, path: str) -> None:
    rename(server, path, f"{path}-renamed.ipynb")
    folder = quote(path.rpartition("/")[0])
    assert server.ask(f"api/contents/{folder}", "POST", {"copy_from": f"{path}-renamed.ipynb"}).status == 201


def rename(server, old: str, new: str) -> None:
    assert server.ask(f"api/contents/{quote(old)}", "PATCH", {"path": new}).status == 200


def started(server, within: float = 60) -> bool:
    """Jupyter answers before those who listen to its events are done."""
    deadline = time.monotonic() + within
    while server.java_process() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    return server.java_process() is not None


def ended(server, within: float) -> bool:
    deadline = time.monotonic() + within
    while server.java_process() is not None and time.monotonic() < deadline:
        time.sleep(0.1)
    return server.java_process() is None


def path_without_java(folder: Path) -> str:
    """A PATH with the little that Jupyter itself needs."""
    tools = folder / "tools"
    tools.mkdir()
    for name in ("sh", "ps", "env"):
        (tools / name).symlink_to(shutil.which(name))
    return str(tools)
