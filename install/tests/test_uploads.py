"""Artifacts of any size go through Jupyter's door, which holds a piece of them at a time and opens before the first."""

import http.client
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from test_large_answers import GROWTH, MIB, most_memory

SIZE = 520 * MIB  # above what Jupyter takes of what it holds
ARTIFACTS = "provenote/api/api/2.0/mlflow-artifacts/artifacts/"
PIECE = bytes(MIB)


def test_a_file_above_512_mib_arrives_whole_and_jupyter_does_not_hold_it(jupyter):
    jupyter.ask("provenote/api/version")
    before = most_memory(jupyter)
    answer = upload(jupyter, "large.bin", (PIECE for _ in range(SIZE // MIB)), **{"Content-Length": str(SIZE)})
    assert (answer.status, answer.read()) == (200, b"")
    assert kept(jupyter, "large.bin").stat().st_size == SIZE
    assert most_memory(jupyter) - before < GROWTH
    kept(jupyter, "large.bin").unlink()


def test_a_file_in_chunks_arrives_whole(jupyter):
    content = [b"first", b"second" * 100_000, b"\0"]
    assert upload(jupyter, "chunks.bin", content).status == 200
    assert kept(jupyter, "chunks.bin").read_bytes() == b"".join(content)


def test_files_are_listed_fetched_and_deleted_by_the_same_door(jupyter):
    assert upload(jupyter, "small.txt", b"small").status == 200
    assert upload(jupyter, "empty.txt", b"").status == 200
    assert jupyter.ask(ARTIFACTS + "small.txt").text == "small"
    assert jupyter.ask(ARTIFACTS + "small.txt", "HEAD").headers["Content-Length"] == "5"
    assert jupyter.ask(ARTIFACTS + "small.txt", "DELETE").status == 200
    assert jupyter.ask(ARTIFACTS + "small.txt").status == 404
    assert kept(jupyter, "empty.txt").stat().st_size == 0


def test_a_refusal_of_the_java_server_comes_back_as_it_is(jupyter):
    answer = upload(jupyter, "folder/", (PIECE for _ in range(100)), **{"Content-Length": str(100 * MIB)})
    assert answer.status == 400
    assert b"must include a filename" in answer.read()


@pytest.mark.parametrize("headers", [{}, {"Authorization": "token wrong"}])
def test_of_who_is_not_logged_in_no_byte_is_passed_on(start_jupyter, headers):
    jupyter = start_jupyter()
    assert begun(jupyter, **headers).status == 403
    assert jupyter.java_process() is None


def test_of_a_login_cookie_alone_no_byte_is_passed_on(start_jupyter):
    jupyter = start_jupyter()
    login = jupyter.ask(f"api/status?token={jupyter.TOKEN}", token=False)
    assert begun(jupyter, Cookie=login.headers["Set-Cookie"].split(";")[0]).status == 403
    assert jupyter.java_process() is None


def test_of_who_may_not_write_no_byte_is_passed_on(start_jupyter, tmp_path):
    (tmp_path / "only_readers.py").write_text(
        "from jupyter_server.auth import Authorizer\n"
        "class OnlyReaders(Authorizer):\n"
        "    def is_authorized(self, handler, user, action, resource):\n"
        "        return action == 'read'\n"
    )
    configure(tmp_path, "c.ServerApp.authorizer_class = 'only_readers.OnlyReaders'\n")
    jupyter = start_jupyter(PYTHONPATH=str(tmp_path))
    assert begun(jupyter, Authorization=f"token {jupyter.TOKEN}").status == 403
    assert jupyter.java_process() is None
    assert jupyter.ask(ARTIFACTS + "none.txt").status == 404
    assert jupyter.ask("provenote/api/version").status == 200
    assert begun(jupyter, Authorization=f"token {jupyter.TOKEN}").status == 403
    assert jupyter.ask(ARTIFACTS + "none.txt", "DELETE").status == 403
    assert jupyter.ask("provenote/api/api/2.0/mlflow/runs/create", "POST").status == 403


def test_an_upload_may_take_longer_than_any_other_question(start_jupyter, tmp_path):
    configure(tmp_path, "import provenote.passage\nprovenote.passage.PATIENCE_SECONDS = 1\n")
    jupyter = start_jupyter()
    wait_until(lambda: jupyter.ask("provenote/api/version").status == 200)
    server = jupyter.java_process()
    os.kill(server, signal.SIGSTOP)  # as it is while a storage behind it takes its time
    try:
        assert jupyter.ask("provenote/api/version").json["error_code"] == "SERVER_TIMEOUT"
        threading.Timer(3, os.kill, [server, signal.SIGCONT]).start()
        assert upload(jupyter, "slow.txt", b"slow").status == 200
    finally:
        os.kill(server, signal.SIGCONT)
    assert kept(jupyter, "slow.txt").read_bytes() == b"slow"


def test_a_body_where_none_belongs_is_answered(jupyter):
    for method, answer in (("POST", 405), ("OPTIONS", 200), ("PATCH", 405)):
        for body in (b"some", [b"in", b"chunks"]):
            assert upload(jupyter, "x.txt", body, method).status == answer


def test_of_an_upload_that_breaks_off_no_file_is_left(jupyter):
    connection = begin(jupyter, "half.bin", {"Authorization": f"token {jupyter.TOKEN}", "Content-Length": str(10 * MIB)})
    connection.send(PIECE)
    folder = kept(jupyter, "half.bin").parent
    wait_until(lambda: list(folder.glob(".artifact.uploading.*")))
    connection.close()
    wait_until(lambda: not list(folder.glob(".artifact.uploading.*")))
    assert not kept(jupyter, "half.bin").exists()


def configure(folder: Path, words: str) -> None:
    """For the Jupyter server that is started there."""
    (folder / "config").mkdir()
    (folder / "config/jupyter_server_config.py").write_text(words)


def upload(jupyter, name: str, content, method="PUT", **headers) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=120)
    letting_in = {"Authorization": f"token {jupyter.TOKEN}", "Connection": "close"}
    connection.request(method, f"{jupyter.BASE_URL}{ARTIFACTS}{name}", content, {**letting_in, **headers})
    return connection.getresponse()


def begin(jupyter, name: str, headers: dict) -> http.client.HTTPConnection:
    """The head of an upload alone."""
    connection = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=60)
    connection.putrequest("PUT", f"{jupyter.BASE_URL}{ARTIFACTS}{name}")
    for header, value in headers.items():
        connection.putheader(header, value)
    connection.endheaders()
    return connection


def begun(jupyter, **headers) -> http.client.HTTPResponse:
    """What an upload is answered of which nothing has come but its head."""
    return begin(jupyter, "refused.bin", {**headers, "Content-Length": str(SIZE)}).getresponse()


def kept(jupyter, name: str) -> Path:
    return jupyter.root / "mlartifacts" / name


def wait_until(true) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
