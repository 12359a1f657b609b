"""Answers of the Java server that are late, broken off or none, and readers that stand still."""

import asyncio
import socket
import sys

import pytest
from provenote import passage
from provenote.passage import NoAnswer, Passage
from test_forwarding import RUNS
from tornado.httputil import RequestStartLine

# In the place of `java`, with what Java may die of: what it answers is beyond what ours does.
FAULTY = """#!{python}
import json, socket
server = socket.create_server(("127.0.0.1", 0))
print(json.dumps({{"port": server.getsockname()[1]}}), flush=True)
while True:
    asked = server.accept()[0]
    asked.recv(65536)
    asked.sendall({answer!r})
    asked.close()
"""
SMALL_PATIENCE = 0.2


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n",
    ],
)
def test_an_answer_of_which_nothing_can_be_sent_on_is_told_at_once_as_broken_off(start_jupyter, tmp_path, answer):
    jupyter = start_jupyter(JAVA_HOME=str(faulty_java(tmp_path, answer)))
    told = jupyter.ask(RUNS)
    assert (told.status, told.json["error_code"]) == (502, "SERVER_ENDED")
    assert "Etag" not in told.headers


@pytest.mark.asyncio
async def test_a_server_that_takes_no_connection_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(passage, "PATIENCE_SECONDS", SMALL_PATIENCE)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        waiting = fill(server.getsockname())
        with pytest.raises(NoAnswer):
            await asyncio.wait_for(ask(server), 10)
        for one in waiting:
            one.close()


@pytest.mark.asyncio
async def test_a_server_that_says_nothing_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(passage, "PATIENCE_SECONDS", SMALL_PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(NoAnswer):
            await asyncio.wait_for(ask(server), 10)


@pytest.mark.asyncio
async def test_a_reader_that_stands_still_ends_the_question(monkeypatch):
    monkeypatch.setattr(passage, "READER_SECONDS", SMALL_PATIENCE)
    taken = []

    async def stand_still(piece: bytes):
        taken.append(piece)
        await asyncio.Event().wait()

    async def answer(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + bytes(1 << 20))

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        with pytest.raises(OSError):
            await asyncio.wait_for(ask(server.sockets[0], stand_still), 10)
    assert len(taken) == 1


async def ask(server, take=None) -> None:
    host, port = server.getsockname()
    await Passage(lambda *_: None, take).ask(f"http://{host}:{port}", RequestStartLine("GET", "/", "HTTP/1.1"), {}, b"")


def fill(address) -> list[socket.socket]:
    """Connects until nobody is let in any more: what a server that was stopped has not taken yet waits, up to its limit."""
    waiting = []
    while True:
        one = socket.socket()
        one.settimeout(SMALL_PATIENCE)
        waiting.append(one)
        try:
            one.connect(address)
        except OSError:
            return waiting


def faulty_java(folder, answer: bytes):
    """The home of a `java` that gives every question this answer, and closes."""
    java = folder / "faulty" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(FAULTY.format(python=sys.executable, answer=answer))
    java.chmod(0o755)
    return java.parents[1]
