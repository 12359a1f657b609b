"""A Jupyter server with a password: it has no token, so that its kernels cannot log in."""

import json
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import nbformat
import pytest
import websocket
from jupyter_server.auth import passwd
from notebooks import runs, write
from test_jupyter_server import Server, await_row, cell_id

PASSWORD = "a-password-of-this-test"


class PasswordServer(Server):
    """As `jupyter server password` leaves it, and nothing open that has no leave to be."""

    def __init__(self, root, runtime):
        self.cookies = CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        super().__init__(
            root, runtime,
            f"--PasswordIdentityProvider.hashed_password={passwd(PASSWORD)}", "--ServerApp.allow_unauthenticated_access=False",
        )
        self.browser.open(f"{self.url}login").close()
        form = urllib.parse.urlencode({"password": PASSWORD, "_xsrf": self.cookie("_xsrf")})
        self.browser.open(f"{self.url}login", form.encode()).close()

    def cookie(self, name):
        return next(cookie.value for cookie in self.cookies if cookie.name == name)

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            self.url + path, method=method, data=json.dumps(body).encode() if body else None,
            headers={"X-XSRFToken": self.cookie("_xsrf"), "Content-Type": "application/json"},
        )
        with self.browser.open(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def status(self, path, method="GET", **headers):
        """What somebody is told who is not logged in."""
        request = urllib.request.Request(self.url + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def listen(self, session):
        """As a browser does in which the notebook is open."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        return websocket.create_connection(
            f"{self.url.replace('http', 'ws', 1)}api/kernels/{session['kernel']['id']}/channels", cookie=cookies
        )


@pytest.fixture
def server(tmp_path):
    (tmp_path / "root").mkdir()
    started = PasswordServer(tmp_path / "root", tmp_path / "runtime")
    assert json.loads((started.runtime / f"jpserver-{started.process.pid}.json").read_text())["token"] == ""
    yield started
    started.stop()


def test_a_run_belongs_to_its_renamed_notebook_and_not_to_another_that_has_got_its_name(server, tmp_path):
    root = tmp_path / "root"
    write(root / "Untitled.ipynb", "int first = 1;")
    session = server.open("Untitled.ipynb")
    server.ask("PATCH", "api/contents/Untitled.ipynb", {"path": "train.ipynb"})
    server.ask("PATCH", f"api/sessions/{session['id']}", {"path": "train.ipynb"})
    write(root / "Untitled.ipynb", "int other = 1;")
    for cell in (cell_id(root / "train.ipynb"), "not saved yet"):
        server.run(session, "%mlflow start\n%mlflow end", cell)

    assert [(run["mlflow.source.name"], run["experiment"]) for run in runs(root / "mlflow.db")] == [("train.ipynb", "train")] * 2


def test_edits_that_are_not_saved_are_captured(server, tmp_path):
    root = tmp_path / "root"
    edited = nbformat.read(write(root / "train.ipynb", "int saved = 1;"), as_version=4)
    edited.cells[0].source = "int edited = 1;"
    session = server.open("train.ipynb")

    def give(message):
        if message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == "provenote.notebook":
            request = message["content"]["data"]["request"]
            server.ask("PUT", f"provenote/kernels/{session['kernel']['id']}/open-notebook?request={request}", edited)

    browser = server.listen(session)
    server.run(session, "%mlflow start\n%mlflow end", cell_id(root / "train.ipynb"), give)
    browser.close()

    await_row(root / "mlflow.db", "SELECT 1 FROM tags WHERE key = ?", "provenote.notebook.source")
    (run,) = runs(root / "mlflow.db")
    assert run["provenote.notebook.source"] == "browser"


def test_the_secret_of_the_kernels_opens_their_questions_alone_and_is_recorded_nowhere(server, tmp_path):
    root = tmp_path / "root"
    write(root / "train.ipynb", "int first = 1;")
    session = server.open("train.ipynb")
    told = tmp_path / "told"
    server.run(session, f'''
        %mlflow start
        java.nio.file.Files.writeString(java.nio.file.Path.of("{told}"), System.getenv("PROVENOTE_JUPYTER_SECRET"));
        System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
        %mlflow end''')
    secret = {"X-Provenote-Jupyter-Secret": told.read_text()}
    kernel = f"provenote/kernels/{session['kernel']['id']}"

    assert server.status(f"{kernel}/sessions", **secret) == 200
    assert server.status(f"{kernel}/open-notebook?seconds=0", **secret) == 404
    for path in (f"{kernel}/sessions", f"{kernel}/open-notebook?seconds=0"):
        assert server.status(path) == server.status(path, **{"X-Provenote-Jupyter-Secret": "gu\u00e9ss"}) == 403
    for path in ("api/sessions", "api/contents", "provenote/api/provenote/runs?notebook=train.ipynb"):
        assert server.status(path, **secret) == 403
    assert server.status(f"{kernel}/open-notebook?request=any", "PUT", **secret) == 403
    recorded = [file for file in root.rglob("*") if file.is_file()]
    assert any(file.name == "environment.json" for file in recorded)
    assert not [file for file in recorded if told.read_bytes() in file.read_bytes()]
