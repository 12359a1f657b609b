"""Artifacts of any size come through Jupyter's door, which holds a piece of them at a time."""

import http.client
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

MIB = 1 << 20
SIZE = 300 * MIB  # Tornado takes 100 at most of what it holds
GROWTH = 40 * MIB


@pytest.fixture(scope="module")
def large(jupyter):
    """The address of a file of SIZE bytes that takes no room on the disk."""
    return artifact(jupyter, "large.bin", SIZE)


def test_a_file_above_100_mib_arrives_whole_and_jupyter_does_not_hold_it(jupyter, large):
    before = most_memory(jupyter)
    answer = download(jupyter, large)
    assert (answer.status, answer.headers["Content-Length"]) == (200, str(SIZE))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="large.bin"'
    assert sum(len(piece) for piece in iter(lambda: answer.read(MIB), b"")) == SIZE
    assert most_memory(jupyter) - before < GROWTH


def test_slow_readers_hold_up_nobody_and_take_no_memory(jupyter, large):
    before = most_memory(jupyter)
    readers = [download(jupyter, large) for _ in range(5)]
    for reader in readers:
        assert len(reader.read(MIB)) == MIB
    time.sleep(1)  # in which all of it would have come from the Java server
    begin = time.monotonic()
    assert jupyter.ask("api/status").status == 200
    assert time.monotonic() - begin < 30  # a reader that is waited for has two minutes
    assert most_memory(jupyter) - before < GROWTH
    for reader in readers:
        reader.close()


def test_the_java_server_does_not_go_on_for_who_has_left(jupyter, large):
    reader = download(jupyter, large)
    reader.read(MIB)
    assert is_open(jupyter, "large.bin")
    reader.close()
    deadline = time.monotonic() + 30
    while is_open(jupyter, "large.bin"):
        assert time.monotonic() < deadline, "the file is still being sent"
        time.sleep(0.1)


def test_sizes_parts_and_marks_of_files_come_through(jupyter, large):
    head = download(jupyter, large, "HEAD")
    assert (head.status, head.headers["Content-Length"], head.read()) == (200, str(SIZE), b"")
    part = download(jupyter, large, Range=f"bytes={SIZE - 3}-")
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes {SIZE - 3}-{SIZE - 1}/{SIZE}")
    assert (part.headers["Content-Length"], part.read()) == ("3", b"\0\0\0")
    behind = download(jupyter, large, Range=f"bytes={SIZE}-")
    assert (behind.status, behind.headers["Content-Range"]) == (416, f"bytes */{SIZE}")
    replaced = download(jupyter, large, **{"Range": "bytes=0-0", "If-Range": '"another"'})
    assert (replaced.status, replaced.headers["Content-Length"]) == (200, str(SIZE))
    replaced.close()
    again = download(jupyter, large, **{"If-None-Match": head.headers["ETag"]})
    assert (again.status, again.read()) == (304, b"")


def test_a_file_whose_server_ends_on_the_way_is_not_taken_for_whole(start_jupyter):
    jupyter = start_jupyter()
    reader = download(jupyter, artifact(jupyter, "cut.bin", SIZE))
    reader.read(MIB)
    os.kill(jupyter.java_process(), signal.SIGKILL)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        reader.read()


def artifact(jupyter, name: str, size: int) -> str:
    experiment = mlflow(jupyter, "experiments/create", {"name": name})["experiment_id"]
    run = mlflow(jupyter, "runs/create", {"experiment_id": experiment})["run"]["info"]
    file = Path(run["artifact_uri"].removeprefix("file://")) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as content:
        content.truncate(size)
    return f"{jupyter.BASE_URL}provenote/api/get-artifact?{urlencode({'run_id': run['run_id'], 'path': name})}"


def mlflow(jupyter, question: str, body: dict) -> dict:
    answer = jupyter.ask(f"provenote/api/api/2.0/mlflow/{question}", "POST", body, {"Content-Type": "application/json"})
    assert answer.status == 200, answer.text
    return answer.json


def download(jupyter, address: str, method="GET", **headers) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=60)
    connection.request(method, address, headers={"Authorization": f"token {jupyter.TOKEN}", "Connection": "close", **headers})
    return connection.getresponse()


def most_memory(jupyter) -> int:
    """What Jupyter's own process has held at most so far."""
    status = Path(f"/proc/{jupyter.process.pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def is_open(jupyter, name: str) -> bool:
    """Whether the Java server has a file of that name open."""
    for handle in Path(f"/proc/{jupyter.java_process()}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            if os.path.basename(os.readlink(handle)) == name:
                return True
    return False
