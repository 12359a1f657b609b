"""Provenote in the Jupyter server: where routes and the Java server are put together."""

import os

from jupyter_server.extension.application import ExtensionApp
from tornado.httpclient import AsyncHTTPClient

from provenote import kernel_secret, tracking_uri
from provenote.handlers import API, ARTIFACTS, PAGES, PREFIX, ForwardHandler, KernelSessionsHandler, UploadHandler
from provenote.java_server import JavaServer
from provenote.moves import CONTENTS_EVENTS, Moves
from provenote.open_notebook import ROUTE as OPEN_NOTEBOOK
from provenote.open_notebook import Handovers, OpenNotebookHandler
from provenote.upkeep import Upkeep


class ProvenoteExtension(ExtensionApp):
    name = "provenote"

    def initialize_handlers(self):
        os.environ[kernel_secret.VARIABLE] = kernel_secret.SECRET
        tracking_uri.settle()
        self.java_server = JavaServer(self.serverapp.root_dir, self.log)
        self.upkeep = Upkeep(self.serverapp.root_dir)
        self.client = AsyncHTTPClient(force_instance=True)
        forward = {"java_server": self.java_server}
        for name in (API, PAGES):
            self.handlers.append((rf"/{PREFIX}/{name}/{ARTIFACTS}", UploadHandler, {"name": name, **forward}))
            self.handlers.append((rf"/{PREFIX}/{name}/.*", ForwardHandler, {"name": name, **forward}))
        self.handlers.append((rf"/{PREFIX}/kernels/([\w-]+)/sessions", KernelSessionsHandler))
        self.handlers.append((rf"/{PREFIX}/{OPEN_NOTEBOOK}", OpenNotebookHandler, {"handovers": Handovers()}))
        moves = Moves(self.java_server, self.client, self.serverapp.contents_manager, self.log)
        self.serverapp.event_logger.add_listener(schema_id=CONTENTS_EVENTS, listener=moves.on_event)

    async def stop_extension(self):
        await self.upkeep.stop()
        self.client.close()
        await self.java_server.stop()
