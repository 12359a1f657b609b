"""Which notebooks a kernel works for, asked of Jupyter's own sessions."""


def test_a_kernels_notebook_is_found_and_followed_through_a_rename(jupyter):
    session = jupyter.ask("api/sessions", "POST", new_session("wörk/first 'n'.ipynb")).json
    kernel = session["kernel"]["id"]
    assert sessions_of(jupyter, kernel) == [told("wörk/first 'n'.ipynb", kernel)]
    jupyter.ask(f"api/sessions/{session['id']}", "PATCH", {"path": "renamed.ipynb"})
    assert sessions_of(jupyter, kernel) == [told("renamed.ipynb", kernel)]
    jupyter.ask(f"api/sessions/{session['id']}", "DELETE")
    assert sessions_of(jupyter, kernel) == []


def test_a_kernel_shared_by_two_notebooks_is_told_of_both_and_of_no_other_kernels(jupyter):
    stranger = jupyter.ask("api/sessions", "POST", new_session("stranger.ipynb")).json
    session = jupyter.ask("api/sessions", "POST", new_session("one.ipynb")).json
    kernel = session["kernel"]["id"]
    other = jupyter.ask("api/sessions", "POST", {**new_session("two.ipynb"), "kernel": {"id": kernel}}).json
    assert sessions_of(jupyter, kernel) == [told("one.ipynb", kernel), told("two.ipynb", kernel)]
    for one in (other, stranger):
        jupyter.ask(f"api/sessions/{one['id']}", "DELETE")


def test_a_console_is_no_notebook(jupyter):
    session = jupyter.ask("api/sessions", "POST", {**new_session("console-1"), "type": "console"}).json
    kernel = session["kernel"]["id"]
    assert sessions_of(jupyter, kernel) == [{**told("console-1", kernel), "type": "console"}]
    jupyter.ask(f"api/sessions/{session['id']}", "DELETE")


def test_only_who_is_logged_in_or_knows_the_secret_is_told(jupyter):
    path = "provenote/kernels/11111111-2222-3333-4444-555555555555/sessions"
    assert jupyter.ask(path).json == []
    assert jupyter.ask(path, token=False).status == 403
    assert jupyter.ask(path, token=False, headers={"X-Provenote-Jupyter-Secret": ""}).status == 403


def new_session(path: str) -> dict:
    return {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}


def told(path: str, kernel: str) -> dict:
    return {"path": path, "type": "notebook", "kernel": {"id": kernel}}


def sessions_of(jupyter, kernel: str) -> list[dict]:
    return jupyter.ask(f"provenote/kernels/{kernel}/sessions").json
