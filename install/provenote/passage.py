"""The way of a request to the Java server and of the answer back; neither is held whole here."""

import asyncio
import sys
from asyncio import Future
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from tornado.http1connection import HTTP1Connection, HTTP1ConnectionParameters
from tornado.httputil import HTTPHeaders, HTTPMessageDelegate, RequestStartLine, ResponseStartLine
from tornado.iostream import IOStream, StreamClosedError
from tornado.tcpclient import TCPClient

PATIENCE_SECONDS = 60  # until a connection is there, and until an answer begins; how long that takes is a matter of its size and its reader
STORING_SECONDS = 3_600  # until the answer to an upload begins: what has come may be on its way to a storage behind the server
READER_SECONDS = 2 * PATIENCE_SECONDS  # for one piece: who takes none in that time holds connections only
PIECE = 64 * 1024
LIMITS = HTTP1ConnectionParameters(chunk_size=PIECE, max_body_size=sys.maxsize)


class NoAnswer(Exception):
    """Nothing came in so many seconds."""

    def __init__(self, seconds: float):
        super().__init__(f"no answer for {seconds} s")
        self.seconds = seconds


class Passage(HTTPMessageDelegate):
    """One question and its answer, by a connection of their own. No piece is read before the one before it was taken.

    Tornado's AsyncHTTPClient reads on whatever becomes of what it has read, before 6.6.
    """

    def __init__(self, begin: Callable[[ResponseStartLine, HTTPHeaders], None], take: Callable[[bytes], Awaitable[None]]):
        self._begin = begin
        self._take = take
        self._begun = False
        self._silent = False
        self._whole = False
        self._left = False  # who asked, or stands still
        self._stream: IOStream | None = None
        self._reading: Future[bool] | None = None  # once the head was sent

    async def ask(self, server: str, question: RequestStartLine, headers: dict[str, str], body: bytes) -> None:
        """Returns when the answer was taken to its end; raises what `open` and `answered` do."""
        await self.open(server, question, {**headers, "Content-Length": str(len(body))}, body)
        await self.answered()

    async def open(self, server: str, question: RequestStartLine, headers: dict[str, str], first: bytes = b"") -> None:
        """Sends the head, and what is there of the body; without a Content-Length in chunks. Raises NoAnswer, or an OSError."""
        address = urlsplit(server)
        try:
            self._stream = await TCPClient().connect(address.hostname, address.port, timeout=PATIENCE_SECONDS)
        except asyncio.TimeoutError:
            raise NoAnswer(PATIENCE_SECONDS) from None
        except StreamClosedError as closed:
            raise closed.real_error or closed from None
        self._connection = HTTP1Connection(self._stream, is_client=True, params=LIMITS)
        self._connection.write_headers(question, HTTPHeaders({**headers, "Host": address.netloc, "Connection": "close"}), first)
        self._reading = asyncio.ensure_future(self._connection.read_response(self))
        self._reading.add_done_callback(Future.exception)  # known to asyncio as seen: who has left asks for none

    async def send(self, piece: bytes) -> None:
        """Returns when there is room for the next piece. One that is no longer wanted is dropped: the answer says why."""
        if self._reading and not self._reading.done():
            moving_on = {self._connection.write(piece), self._reading}
            done, _ = await asyncio.wait(moving_on, timeout=PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                self._give_up()

    async def answered(self, patience_seconds: float | None = None) -> None:
        """The whole question was sent. Raises NoAnswer, or an OSError where the answer breaks off at either side or is no HTTP."""
        self._connection.finish()
        seconds = patience_seconds or PATIENCE_SECONDS
        patience = asyncio.get_running_loop().call_later(seconds, self._give_up_on_silence)
        try:
            await self._reading
        except StreamClosedError:
            if self._silent:
                raise NoAnswer(seconds) from None
            raise
        finally:
            patience.cancel()
            self._stream.close()
        if not self._whole:
            raise StreamClosedError

    def close(self) -> None:
        """Ends the question where it is: who asks has left."""
        if self._stream:
            self._stream.close()

    def _give_up_on_silence(self) -> None:
        if not self._begun:
            self._give_up()

    def _give_up(self) -> None:
        self._silent = not self._begun
        self._stream.close()

    def headers_received(self, start_line: ResponseStartLine, headers: HTTPHeaders) -> None:
        self._begun = True
        self._begin(start_line, headers)

    async def data_received(self, chunk: bytes) -> None:
        if self._left:
            return  # what had come before the stream was closed
        try:
            await asyncio.wait_for(self._take(chunk), READER_SECONDS)
            await asyncio.sleep(0)  # others have their turn also where both sides are fast
        except (StreamClosedError, asyncio.TimeoutError):
            self._left = True
            self._stream.close()

    def finish(self) -> None:
        self._whole = True
        self._stream.close()  # whatever of the question was not wanted
