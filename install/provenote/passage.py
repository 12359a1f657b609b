"""The way of a request to the Java server and of the answer back, which is never held whole."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from tornado.http1connection import HTTP1Connection, HTTP1ConnectionParameters
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream, StreamClosedError
from tornado.tcpclient import TCPClient

PATIENCE_SECONDS = 60  # until a connection is there, and until an answer begins; how long that takes is a matter of its size and its reader
READER_SECONDS = 2 * PATIENCE_SECONDS  # for one piece: who takes none in that time holds connections only
PIECE = 64 * 1024
LIMITS = HTTP1ConnectionParameters(chunk_size=PIECE, max_body_size=sys.maxsize)


class NoAnswer(Exception):
    """Nothing came in PATIENCE_SECONDS."""


class Passage(HTTPMessageDelegate):
    """One question and its answer, by a connection of their own. No piece is read before the one before it was taken.

    Tornado's AsyncHTTPClient reads on whatever becomes of what it has read, before 6.6.
    """

    def __init__(self, begin: Callable[[ResponseStartLine, HTTPHeaders], None], take: Callable[[bytes], Awaitable[None]]):
        self._begin = begin
        self._take = take
        self._silent = False
        self._whole = False
        self._stream: IOStream | None = None

    async def ask(self, server: str, question: RequestStartLine, headers: dict[str, str], body: bytes) -> None:
        """Returns when the answer was taken to its end; raises NoAnswer, or an OSError where it breaks off at either side or is no HTTP."""
        address = urlsplit(server)
        try:
            self._stream = await TCPClient().connect(address.hostname, address.port, timeout=PATIENCE_SECONDS)
        except asyncio.TimeoutError:
            raise NoAnswer from None
        except StreamClosedError as closed:
            raise closed.real_error or closed from None
        connection = HTTP1Connection(self._stream, is_client=True, params=LIMITS)
        framing = {"Host": address.netloc, "Connection": "close", "Content-Length": str(len(body))}
        self._patience = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._give_up)
        try:
            connection.write_headers(question, HTTPHeaders({**headers, **framing}), body)
            connection.finish()
            await connection.read_response(self)
        except StreamClosedError:
            if self._silent:
                raise NoAnswer from None
            raise
        finally:
            self._patience.cancel()
            self._stream.close()
        if not self._whole:
            raise StreamClosedError

    def _give_up(self) -> None:
        self._silent = True
        self._stream.close()

    def headers_received(self, start_line: ResponseStartLine, headers: HTTPHeaders) -> None:
        self._patience.cancel()
        self._begin(start_line, headers)

    async def data_received(self, chunk: bytes) -> None:
        try:
            await asyncio.wait_for(self._take(chunk), READER_SECONDS)
            await asyncio.sleep(0)  # others have their turn also where both sides are fast
        except (StreamClosedError, asyncio.TimeoutError):
            self._stream.close()  # who asked has left, or stands still

    def finish(self) -> None:
        self._whole = True
        self._stream.close()  # whatever of the question was not wanted
