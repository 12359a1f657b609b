"""The Java server of one Jupyter server: started at the first request, started again when it has ended."""

import asyncio
import json
import os
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from logging import Logger
from pathlib import Path, PurePosixPath
from typing import TypeVar

from provenote.java import (
    NOTHING_HALF_ALIVE,
    SECRET_HEADER,
    JavaUnavailable,
    find_java,
    not_executed,
    require_supported,
    server_command,
    server_environment,
)

START_SECONDS = 60  # a cold disk and a busy machine; usually 0.3
STOP_SECONDS = 5
RETRY_SECONDS = 3  # a server that cannot start is not tried again at every poll
STORE = "mlflow.db"
Answer = TypeVar("Answer")


class JavaServer:
    """Not thread-safe: lives on Jupyter's event loop."""

    def __init__(self, root_dir: str, log: Logger):
        self._root_dir = root_dir
        self._log = log
        self._secret = ""
        self._starting = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._port = 0
        self._last_words: deque[str] = deque(maxlen=20)
        self._failure: tuple[float, JavaUnavailable] | None = None
        self._listeners: list[asyncio.Task] = []

    @property
    def headers(self) -> dict[str, str]:
        """What opens the Java server's door. Never leaves this machine."""
        return {SECRET_HEADER: self._secret}

    def has_store_for(self, path: str) -> bool:
        """Whether there are runs for the server to find: of a notebook at `path`, or of those in the folder there. May read all of it."""
        if os.environ.get("MLFLOW_TRACKING_URI", "").strip():
            return True
        root = Path(self._root_dir)
        above = [root / parent for parent in PurePosixPath(path).parents]
        return any((folder / STORE).is_file() for folder in above) or any((root / path).rglob(STORE))

    async def ask(self, question: Callable[[str], Awaitable[Answer]]) -> Answer:
        """What `question` comes to, asked of the address of a running server; JavaUnavailable when it does not start."""
        try:
            return await question(await self._url())
        except ConnectionRefusedError:
            # Ended a moment ago, before anyone noticed; nothing was sent, so asking again is safe.
            return await question(await self._url_after_refusal())

    async def _url(self) -> str:
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                await self._start()
            return f"http://127.0.0.1:{self._port}"

    async def _url_after_refusal(self) -> str:
        """A process that has listened and does no more is ending; on a busy machine that is reported seconds later."""
        if self._process is not None:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        return await self._url()

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            except asyncio.TimeoutError:
                process.kill()
                await process.wait()
        await asyncio.gather(*self._listeners, return_exceptions=True)

    async def _start(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._failure and now - self._failure[0] < RETRY_SECONDS:
            raise self._failure[1]
        try:
            await self._launch()
            self._failure = None
        except JavaUnavailable as failure:
            self._failure = (now, failure)
            raise

    async def _launch(self) -> None:
        java = find_java()
        self._last_words.clear()
        # For each process its own: after one has died, somebody else may listen on its port and be sent this.
        self._secret = secrets.token_urlsafe(32)
        try:
            process = self._process = await asyncio.create_subprocess_exec(
                *server_command(java, "server", "--host", "127.0.0.1", "--port", "0", options=NOTHING_HALF_ALIVE),
                *("--root", self._root_dir, "--parent-pid", str(os.getpid())),
                env=server_environment(self._secret),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                # A Ctrl-C meant as a question to Jupyter does not end it.
                start_new_session=True,
            )
        except OSError as error:
            raise not_executed(java, error) from error
        self._listeners = [asyncio.create_task(self._listen(process.stderr))]
        try:
            self._port = await asyncio.wait_for(self._read_port(process), START_SECONDS)
        except (asyncio.TimeoutError, ValueError, KeyError, TypeError):
            await self.stop()
            require_supported(java)
            raise self._not_started() from None
        self._listeners.append(asyncio.create_task(self._listen(process.stdout)))
        self._log.info("Provenote server listens on port %d (process %d)", self._port, process.pid)

    async def _read_port(self, process: asyncio.subprocess.Process) -> int:
        line = await process.stdout.readline()
        return int(json.loads(line)["port"])

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        # Read on for the server's whole life: a full pipe would stop it.
        while chunk := await stream.read(8192):
            for line in chunk.decode(errors="replace").splitlines():
                self._last_words.append(line)
                self._log.info("Provenote server: %s", line)

    def _not_started(self) -> JavaUnavailable:
        words = "\n".join(self._last_words) or "It said nothing."
        return JavaUnavailable("SERVER_NOT_STARTED", f"The Provenote server did not start. Its last words:\n{words}")
