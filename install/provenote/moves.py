"""Tells the Java server of notebooks and folders that Jupyter has renamed, moved or copied, with or without a kernel or a browser."""

import asyncio
from logging import Logger
from urllib.parse import urlencode

from jupyter_server.services.contents.manager import ContentsManager
from jupyter_server.utils import ensure_async
from tornado.httpclient import AsyncHTTPClient, HTTPError

from provenote.java import JavaUnavailable
from provenote.java_server import JavaServer

# Jupyter's, emitted by ContentsManager: event_schemas/contents_service/v1.yaml
CONTENTS_EVENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"


class Moves:
    def __init__(self, java_server: JavaServer, client: AsyncHTTPClient, contents: ContentsManager, log: Logger):
        self._java_server = java_server
        self._client = client
        self._contents = contents
        self._log = log
        self._one_by_one = asyncio.Lock()  # a → b, then b → c: waiters are served in their order

    async def on_event(self, logger, schema_id: str, data: dict) -> None:
        """A listener of Jupyter's event logger. Never fails: it has been moved or copied whatever becomes of this."""
        if data["action"] not in ("rename", "copy"):
            return
        old, new = data["source_path"].strip("/"), data["path"].strip("/")
        async with self._one_by_one:
            try:
                if data["action"] == "copy":
                    # Told apart from its original now, for as long as it is known which of the two is the copy.
                    if old.endswith(".ipynb"):
                        await self._tell("seen", path=old)
                elif new.endswith(".ipynb") or await ensure_async(self._contents.dir_exists(new)):
                    await self._tell("moved", **{"from": old, "to": new})
            except (JavaUnavailable, HTTPError, OSError) as failure:
                self._log.warning("Provenote: the experiment of %r did not follow to %r: %s", old, new, failure)

    async def _tell(self, what: str, **paths: str) -> None:
        url = f"{await self._java_server.url()}/provenote/notebooks/{what}?{urlencode(paths)}"
        await self._client.fetch(url, method="POST", body="", headers=self._java_server.headers)
