"""The Java server lives no longer than its Jupyter, and says in words why it cannot live."""

import shutil
import signal
import time
from pathlib import Path

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
    server.process.wait(30)
    assert ended(server, within=5)


def test_it_ends_when_jupyter_is_killed(start_jupyter):
    server = start_jupyter()
    server.ask(RUNS)
    server.process.kill()
    server.process.wait()
    assert ended(server, within=10)


def test_without_java_the_user_is_told_what_to_install(start_jupyter, tmp_path):
    server = start_jupyter(PATH=path_without_java(tmp_path), JAVA_HOME="")
    answer = server.ask(RUNS)
    assert answer.status == 503
    assert answer.json["error_code"] == "JAVA_NOT_FOUND"
    assert "Java 17 or newer" in answer.json["message"]


def test_the_options_of_the_kernel_do_not_reach_it(start_jupyter):
    server = start_jupyter(JDK_JAVA_OPTIONS="-Xmx256m -XX:+UseG1GC")
    answer = server.ask(RUNS)
    assert answer.status == 200, answer.text


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
