"""The routes that Provenote adds to the Jupyter server. Jupyter's login, XSRF check and base URL guard them; see `kernels_too`."""

import json
import sys
from base64 import b64encode
from collections.abc import Awaitable
from hashlib import sha256
from html import escape

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import ensure_async
from tornado import web
from tornado.httputil import HTTPHeaders, RequestStartLine, ResponseStartLine

from provenote.java import JavaUnavailable
from provenote.java_server import JavaServer
from provenote.kernel_secret import kernels_too
from provenote.passage import STORING_SECONDS, NoAnswer, Passage

PREFIX = "provenote"
API = "api"
PAGES = "web"  # for persons: a hub answers in JSON to who asks for anything below an `api` of a server that it has stopped
ARTIFACTS = r"(?:ajax-)?api/2\.0/mlflow-artifacts/artifacts/.*"
REQUEST_HEADERS = ("Accept", "Content-Type", "If-None-Match", "If-Range", "Range")
RESPONSE_HEADERS = (
    *("Accept-Ranges", "Content-Length", "Content-Range", "Content-Type"),
    *("Etag", "Cache-Control", "Content-Disposition", "Last-Modified", "Location", "Vary"),
    *("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"),
)

# Our pages go there after the login: labextension/src/pages/place.ts.
KEEP_PLACE = r"sessionStorage.setItem(`provenote-place ${location.pathname.replace(/(\/pages)?\/?$/, '/pages/')}`, location.hash)"
KEEP_PLACE_ALONE = f"script-src 'sha256-{b64encode(sha256(KEEP_PLACE.encode()).digest()).decode()}'"
TO_LOGIN = """<!DOCTYPE html>
<title>Provenote</title>
<script>{script}</script>
<meta http-equiv="refresh" content="0; url={login}">
<a href="{login}">Log in</a>
"""


class ProvenoteHandler(APIHandler):
    auth_resource = PREFIX
    # Looking at runs is no activity: a hub may cull a server whose only life is an open sidebar.
    _track_activity = False

    def answer_error(self, status: int, error_code: str, message: str) -> None:
        self.set_status(status)
        self.finish(json.dumps({"error_code": error_code, "message": message}))


class ForwardHandler(ProvenoteHandler):
    """Hands `<base URL>provenote/<name>/…` to the Java server as `/…`, and its answer back as it comes."""

    def initialize(self, name: str, java_server: JavaServer) -> None:
        self.root = f"{self.base_url}{PREFIX}/{name}"
        self.java_server = java_server

    @web.authenticated
    async def forward(self) -> None:
        # Made anew: Jupyter's decorator keeps the action (read, write) of the first request that it lets in.
        await authorized(ForwardHandler._forward)(self)

    async def _forward(self) -> None:
        await self._answer(self.java_server.ask(self._ask))

    get = head = post = put = patch = delete = forward

    # `forward` sends who opens a page to the login, also where Jupyter is set to refuse all others before it comes to that.
    setattr(forward, "__allow_unauthenticated", True)

    def get_login_url(self) -> str:
        # An API's own answer to who is logged out, 403, would leave a person without a way on.
        return JupyterHandler.get_login_url(self) if self._opens_page() else super().get_login_url()

    def redirect(self, url: str, *_, **__) -> None:
        """To the login, by a page: of the address only the browser knows what follows `#`, which is where our pages tell runs apart."""
        self.set_header("Content-Security-Policy", f"default-src 'none'; {KEEP_PLACE_ALONE}; frame-ancestors 'none'")
        self.set_header("Cache-Control", "no-store")
        self.finish(TO_LOGIN.format(login=escape(url), script=KEEP_PLACE), set_content_type="text/html; charset=utf-8")

    def _opens_page(self) -> bool:
        """Whether a browser goes to a web page; what the page's script asks names no HTML."""
        path = self.request.path.removeprefix(self.root)
        is_page = path in ("", "/", "/pages") or path.startswith("/pages/")
        return self.request.method == "GET" and is_page and "text/html" in self.request.headers.get("Accept", "")

    async def _ask(self, server: str) -> None:
        await self._passage().ask(server, *self._question(), self.request.body)

    def _passage(self) -> Passage:
        return Passage(self._begin, self._take)

    def _question(self) -> tuple[RequestStartLine, dict[str, str]]:
        # The path as it was sent: decoding it here would change what the server sees.
        question = RequestStartLine(self.request.method, self.request.uri[len(self.root) :], "HTTP/1.1")
        headers = {name: self.request.headers[name] for name in REQUEST_HEADERS if name in self.request.headers}
        return question, {**headers, **self.java_server.headers}

    async def _answer(self, asking: Awaitable[None]) -> None:
        if await self._goes_well(asking):
            self.finish(set_content_type=self._headers["Content-Type"])

    async def _goes_well(self, asking: Awaitable[None]) -> bool:
        """Whether nothing went wrong; else who asks is told."""
        try:
            await asking
        except JavaUnavailable as failure:
            self.answer_error(503, failure.error_code, str(failure))
        except NoAnswer as silence:
            self.answer_error(504, "SERVER_TIMEOUT", f"The Provenote server gave no answer for {silence.seconds} s.")
        except OSError:
            self._break_off()
        else:
            return True
        return False

    def _begin(self, answer: ResponseStartLine, headers: HTTPHeaders) -> None:
        self.set_status(answer.code, answer.reason)
        self.set_header("Content-Type", "application/json")
        for name in RESPONSE_HEADERS:
            if name in headers:
                self.set_header(name, headers[name])
        location = headers.get("Location", "")
        if location.startswith("/"):  # from the root of the Java server, which is here
            self.set_header("Location", self.root + location)
        if self._opens_page():
            _ = self.xsrf_token  # sets its cookie, which the page sends back: JupyterLab need not have been open before

    async def _take(self, piece: bytes) -> None:
        self.write(piece)
        await self.flush()

    def _break_off(self) -> None:
        if self._headers_written:
            self.detach().close()  # what has come must not pass for the whole
        else:
            self.clear()  # of the headers that were to be sent on
            self.answer_error(502, "SERVER_ENDED", "The answer of the Provenote server broke off. If the server has ended, it starts again.")

    def compute_etag(self) -> str | None:
        # The Java server's word; Tornado would hash the body and replace it.
        return self._headers.get("Etag")


@web.stream_request_body
class UploadHandler(ForwardHandler):
    """Hands an artifact on as it comes, and so of any size. Who sends it has been let in before its first byte is read."""

    def initialize(self, name: str, java_server: JavaServer) -> None:
        super().initialize(name, java_server)
        self.passage = self._passage()

    async def prepare(self) -> None:
        await super().prepare()
        if not self._finished and self.request.method != "OPTIONS":
            await self._let_in()

    @web.authenticated
    async def _let_in(self) -> None:
        await authorized(UploadHandler._begin_upload)(self)

    async def _begin_upload(self) -> None:
        self.request.connection.set_max_body_size(sys.maxsize)
        await self._goes_well(self.java_server.ask(self._open))

    async def _open(self, server: str) -> None:
        question, headers = self._question()
        length = self.request.headers.get("Content-Length") if self._has_body() else "0"
        await self.passage.open(server, question, {**headers, **({"Content-Length": length} if length else {})})

    async def data_received(self, chunk: bytes) -> None:
        if self._has_body():
            await self.passage.send(chunk)

    def _has_body(self) -> bool:
        """Of other methods none is passed on."""
        return self.request.method in ("PATCH", "POST", "PUT")

    async def pass_on(self) -> None:
        await self._answer(self.passage.answered(STORING_SECONDS))

    get = head = post = put = patch = delete = pass_on

    def on_connection_close(self) -> None:
        super().on_connection_close()
        self.passage.close()


class KernelSessionsHandler(ProvenoteHandler):
    """Jupyter's own sessions of one kernel, which follow renames: of `api/sessions` what the kernel reads."""

    @kernels_too
    async def get(self, kernel_id: str) -> None:
        sessions = await ensure_async(self.session_manager.list_sessions())
        ours = [
            {"path": session["path"], "type": session["type"], "kernel": {"id": kernel_id}}
            for session in sessions
            if session["kernel"]["id"] == kernel_id
        ]
        self.finish(json.dumps(ours))
