"""What the browser asks of the Java server comes through Jupyter's door, unchanged, and only through it."""

import http.client
import os
import re
import signal
import time
from base64 import b64encode
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

import mlflow

RUNS = "provenote/api/provenote/runs?notebook=a%20b.ipynb&max_results=5"


def test_a_notebook_without_runs_has_an_empty_list(jupyter):
    answer = jupyter.ask(RUNS)
    assert answer.status == 200, answer.text
    assert answer.json["notebook"] == "a b.ipynb"
    assert not answer.json.get("runs")


def test_who_is_not_logged_in_gets_nothing(jupyter):
    assert jupyter.ask(RUNS, token=False).status == 403
    assert jupyter.ask("provenote/kernels/x/sessions", token=False).status == 403


def test_a_login_cookie_alone_cannot_write(jupyter):
    login = jupyter.ask(f"api/status?token={jupyter.TOKEN}", token=False)
    cookie = {"Cookie": login.headers["Set-Cookie"].split(";")[0]}
    assert jupyter.ask("api/kernels", token=False, headers=cookie).status == 200
    assert jupyter.ask(RUNS, "POST", {}, token=False, headers=cookie).status == 403
    foreign = jupyter.ask(RUNS, "POST", {}, token=False, headers={**cookie, "Origin": "http://evil.example"})
    assert foreign.status in (403, 404)


def test_the_java_server_cannot_be_asked_past_jupyter(jupyter):
    jupyter.ask(RUNS)
    port = listening_port(jupyter.java_process())
    direct = type(jupyter)(jupyter.process, port, jupyter.root)
    direct.BASE_URL = "/"
    assert direct.ask("provenote/runs?notebook=a.ipynb").status in (401, 403)


def test_the_web_pages_come_through_jupyters_door_with_their_own_policy(jupyter):
    page = jupyter.ask("provenote/web/pages/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    script = re.search(r'src="(main\.[0-9a-f]+\.js)"', page.text)[1]
    assert "immutable" in jupyter.ask(f"provenote/web/pages/{script}").headers["Cache-Control"]
    for path in ("web/", "web/pages", "api/", "api/pages", "api/pages/"):
        assert jupyter.ask(f"provenote/{path}").text == page.text
    for path in ("", "pages", "pages/", f"pages/{script}"):
        assert jupyter.ask(f"provenote/web/{path}", token=False).status == 403


def test_a_link_to_a_page_leads_who_is_logged_out_to_the_login(jupyter):
    for path in ("web/", "web/pages", "web/pages/", "api/pages/"):
        address = f"{jupyter.BASE_URL}provenote/{path}"
        answer = opened(jupyter, address)
        login = escape(f"{jupyter.BASE_URL}login?{urlencode({'next': address})}")
        assert answer.status == 200
        assert f'<meta http-equiv="refresh" content="0; url={login}">' in answer.read().decode()
    assert opened(jupyter, f"{jupyter.BASE_URL}{RUNS}").status == 403


def test_so_does_one_of_a_jupyter_that_refuses_all_others_who_are_logged_out(start_jupyter):
    jupyter = start_jupyter(JUPYTER_SERVER_ALLOW_UNAUTHENTICATED_ACCESS="false")
    assert opened(jupyter, f"{jupyter.BASE_URL}provenote/web/pages/").status == 200
    assert opened(jupyter, f"{jupyter.BASE_URL}{RUNS}").status == 403


def test_what_leads_to_the_login_takes_nothing_else_from_an_address(jupyter):
    answer = opened(jupyter, f"{jupyter.BASE_URL}provenote/web/pages/?\"><script>alert(1)</script>")
    (script,) = re.findall("<script>(.*)</script>", answer.read().decode())
    known = b64encode(sha256(script.encode()).digest()).decode()
    assert answer.headers["Content-Security-Policy"] == f"default-src 'none'; script-src 'sha256-{known}'; frame-ancestors 'none'"


def test_a_page_brings_the_cookie_that_jupyterhub_wants_back(jupyter):
    login = {"Authorization": f"token {jupyter.TOKEN}"}
    page = opened(jupyter, f"{jupyter.BASE_URL}provenote/web/pages/", **login)
    assert page.status == 200
    assert any(cookie.startswith("_xsrf=") for cookie in page.headers.get_all("Set-Cookie"))
    runs = opened(jupyter, f"{jupyter.BASE_URL}{RUNS}", **login)
    assert not any(cookie.startswith("_xsrf=") for cookie in runs.headers.get_all("Set-Cookie", []))


def test_refusals_come_back_as_the_java_server_gave_them(jupyter):
    answer = jupyter.ask("provenote/api/provenote/runs?notebook=../outside.ipynb")
    assert answer.status == 400
    assert answer.json["error_code"] and answer.json["message"]
    assert jupyter.ask("provenote/api/no/such/route").status == 404


def test_slashes_in_a_row_lead_to_the_path_with_one_behind_jupyters_door(jupyter):
    answer = jupyter.ask("provenote/api/api/2.0//mlflow/experiments/search", "POST", {"max_results": 1})
    assert answer.status == 308, answer.text
    assert answer.headers["Location"] == f"{jupyter.BASE_URL}provenote/api/api/2.0/mlflow/experiments/search"


def test_runs_added_by_python_are_seen_and_an_unchanged_answer_costs_nothing(jupyter):
    client = mlflow.MlflowClient(f"sqlite:///{jupyter.root}/mlflow.db")
    experiment = client.create_experiment("ünï & <b>", tags={"provenote.notebook.path": "a b.ipynb"})
    first = jupyter.ask(RUNS)
    assert first.json["experiment"]["name"] == "ünï & <b>"
    again = jupyter.ask(RUNS, headers={"If-None-Match": first.headers["Etag"]})
    assert (again.status, again.text) == (304, "")
    client.create_run(experiment, run_name="new")
    changed = jupyter.ask(RUNS, headers={"If-None-Match": first.headers["Etag"]})
    assert [run["info"]["run_name"] for run in changed.json["runs"]] == ["new"]


def test_a_killed_java_server_is_back_at_the_next_question(jupyter):
    jupyter.ask(RUNS)
    for kill in (signal.SIGKILL, signal.SIGTERM):
        before = jupyter.java_process()
        os.kill(before, kill)
        assert jupyter.ask(RUNS).status in (200, 502, 503)
        wait_until_ended(jupyter, before)
        assert jupyter.ask(RUNS).status == 200
        assert jupyter.java_process() not in (None, before)


def test_looking_at_runs_does_not_keep_an_idle_server_alive(jupyter):
    before = jupyter.ask("api/status?no_track_activity=1").json["last_activity"]
    jupyter.ask(RUNS)
    assert jupyter.ask("api/status?no_track_activity=1").json["last_activity"] == before


def opened(jupyter, address: str, **headers) -> http.client.HTTPResponse:
    """What a browser is answered that goes to an address, before it follows where that leads."""
    connection = http.client.HTTPConnection("127.0.0.1", jupyter.port, timeout=60)
    connection.request("GET", address, headers={"Accept": "text/html,*/*;q=0.8", "Connection": "close", **headers})
    return connection.getresponse()


def wait_until_ended(jupyter, process: int) -> None:
    """A server that is asked to end answers what reached it before, and refuses what comes after."""
    deadline = time.monotonic() + 30
    while jupyter.java_process() == process:
        assert time.monotonic() < deadline, f"process {process} goes on"
        time.sleep(0.05)


def listening_port(process: int) -> int:
    """The port of a process, from the system's own tables."""
    sockets = set()
    for handle in os.listdir(f"/proc/{process}/fd"):
        try:
            sockets.update(re.findall(r"socket:\[(\d+)\]", os.readlink(f"/proc/{process}/fd/{handle}")))
        except FileNotFoundError:
            pass
    for table in ("tcp", "tcp6"):
        for line in open(f"/proc/{process}/net/{table}").readlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in sockets:
                return int(fields[1].rsplit(":", 1)[1], 16)
    raise AssertionError(f"process {process} listens on no port")
