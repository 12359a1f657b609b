"""A notebook, as it is open in a browser, on its way to the kernel whose run asked for it.

The kernel asks on a comm, naming the hash of a secret; the browser whose cell runs puts its notebook here; the kernel, which
cannot receive messages while a cell runs, fetches it with the secret.
"""

import asyncio
import hashlib
import json

import nbformat
from jupyter_server.auth.decorator import authorized
from jupyter_server.utils import ensure_async
from tornado import web

from provenote.handlers import ProvenoteHandler
from provenote.kernel_secret import kernels_too

ROUTE = r"kernels/([\w-]+)/open-notebook"
SECRET_HEADER = "X-Provenote-Request-Secret"
LARGEST = 50 * 1024 * 1024  # bytes, as NotebookDocument.LARGEST; Jupyter itself takes ten times that
GIVER_SECONDS = 3  # the kernel asks here as soon as it has asked the browser
TAKER_SECONDS = 5  # at most; the kernel says how long it has
MOST_GIVERS = 8  # whose notebooks are kept in memory at once


class Handovers:
    """Where those who give and those who take meet. Nothing is kept for longer than one of both waits.

    Not thread-safe: lives on Jupyter's event loop.
    """

    def __init__(self):
        self._givers: dict[tuple[str, str], tuple[bytes, asyncio.Future]] = {}
        self._takers: dict[tuple[str, str], asyncio.Future] = {}

    async def give(self, kernel_id: str, request: str, content: bytes) -> bool:
        """Whether the kernel took it."""
        key = (kernel_id, request)
        if key in self._takers:
            self._takers.pop(key).set_result(content)
            return True
        if key in self._givers or len(self._givers) >= MOST_GIVERS:
            return False
        taken = asyncio.get_running_loop().create_future()
        self._givers[key] = (content, taken)
        return await self._wait(taken, GIVER_SECONDS, self._givers, key) is not None

    async def take(self, kernel_id: str, secret: str, seconds: float) -> bytes | None:
        """What was given for the request that only this secret answers to; None when nothing was, in time."""
        key = (kernel_id, hashlib.sha256(secret.encode()).hexdigest())
        if key in self._givers:
            content, taken = self._givers.pop(key)
            taken.set_result(content)
            return content
        given = self._takers[key] = asyncio.get_running_loop().create_future()
        return await self._wait(given, seconds, self._takers, key)

    @staticmethod
    async def _wait(future: asyncio.Future, seconds: float, waiting: dict, key: tuple[str, str]) -> bytes | None:
        try:
            return await asyncio.wait_for(future, seconds)
        except asyncio.TimeoutError:
            waiting.pop(key, None)
            return None


class OpenNotebookHandler(ProvenoteHandler):
    def initialize(self, handovers: Handovers) -> None:
        self.handovers = handovers

    @web.authenticated
    @authorized
    async def put(self, kernel_id: str) -> None:
        """The browser gives. Logged in and with Jupyter's XSRF token, as on every route."""
        if len(self.request.body) > LARGEST:
            self.answer_error(413, "INVALID_PARAMETER_VALUE", f"The notebook has more than {LARGEST} bytes.")
            return
        try:
            content = await asyncio.to_thread(as_saved, self.request.body)
        except ValueError as error:
            self.answer_error(400, "INVALID_PARAMETER_VALUE", str(error))
            return
        if await self.handovers.give(kernel_id, self.get_query_argument("request"), content):
            self.finish("{}")
        else:
            self.answer_error(404, "RESOURCE_DOES_NOT_EXIST", "No run of this kernel waits for the notebook.")

    @kernels_too
    async def get(self, kernel_id: str) -> None:
        """The kernel takes. Where no browser listens to it, it is told at once."""
        model = await ensure_async(self.kernel_manager.kernel_model(kernel_id))
        content = None
        if model["connections"] > 0:
            seconds = min(float(self.get_query_argument("seconds")), TAKER_SECONDS)
            content = await self.handovers.take(kernel_id, self.request.headers.get(SECRET_HEADER, ""), seconds)
        if content is None:
            self.answer_error(404, "RESOURCE_DOES_NOT_EXIST", f"No browser gave the notebook of kernel {kernel_id}.")
        else:
            self.finish(content)


def as_saved(sent: bytes) -> bytes:
    """The bytes that Jupyter would write if the notebook were saved now; ValueError when it is no notebook."""
    try:
        notebook = nbformat.from_dict(json.loads(sent))
        if notebook["nbformat"] == 4 and isinstance(notebook["cells"], list):
            return (nbformat.v4.writes(notebook).rstrip("\n") + "\n").encode()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass
    raise ValueError("This is no notebook of format 4.")
