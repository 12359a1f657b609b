"""Tells the Java server of notebooks and folders that Jupyter has renamed, moved or copied, with or without a kernel or a browser."""

import asyncio
from logging import Logger
from urllib.parse import urlencode

from jupyter_server.services.contents.manager import ContentsManager
from jupyter_server.utils import ensure_async
from tornado import web
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
                    if old.endswith(".ipynb") and await self._may_have_runs(old):
                        await self._tell("seen", path=old)
                elif await self._may_have_runs(new):
                    await self._tell("moved", **{"from": old, "to": new})
            except (JavaUnavailable, HTTPError, OSError) as failure:
                self._log.warning("Provenote: the experiment of %r did not follow to %r: %s", old, new, failure)

    async def _may_have_runs(self, path: str) -> bool:
        """Whether the server could find an experiment of the notebook or folder: for no other a Java program is started."""
        if not await asyncio.to_thread(self._java_server.has_store_for, path):
            return False
        if path.endswith(".ipynb"):
            return await self._may_be_java(path)
        return await ensure_async(self._contents.dir_exists(path))

    async def _may_be_java(self, path: str) -> bool:
        try:
            model = await ensure_async(self._contents.get(path, type="notebook"))
            return may_be_java(model["content"]["metadata"])
        except (web.HTTPError, AttributeError):
            return True  # no notebook as it should be; or it has moved on already, and what is told now leads there

    async def _tell(self, what: str, **paths: str) -> None:
        question = f"/provenote/notebooks/{what}?{urlencode(paths)}"
        await self._java_server.ask(
            lambda server: self._client.fetch(server + question, method="POST", body="", headers=self._java_server.headers)
        )


def may_be_java(metadata: dict) -> bool:
    """Whether a notebook is in Java, or does not say in what: one that no kernel was chosen for in a browser."""
    said = [metadata.get("kernelspec", {}).get("language"), metadata.get("language_info", {}).get("name")]
    languages = {language.lower() for language in said if language}
    return not languages or "java" in languages
