"""Which notebook a kernel works for, asked of Jupyter's own sessions."""


def test_a_kernels_notebook_is_found_and_followed_through_a_rename(jupyter):
    session = jupyter.ask("api/sessions", "POST", new_session("wörk/first 'n'.ipynb")).json
    kernel = session["kernel"]["id"]
    assert notebook_of(jupyter, kernel) == "wörk/first 'n'.ipynb"
    jupyter.ask(f"api/sessions/{session['id']}", "PATCH", {"path": "renamed.ipynb"})
    assert notebook_of(jupyter, kernel) == "renamed.ipynb"
    jupyter.ask(f"api/sessions/{session['id']}", "DELETE")
    assert jupyter.ask(f"provenote/kernels/{kernel}/notebook").status == 404


def test_a_kernel_shared_by_two_notebooks_belongs_to_neither_rather_than_the_wrong_one(jupyter):
    session = jupyter.ask("api/sessions", "POST", new_session("one.ipynb")).json
    shared = {**new_session("two.ipynb"), "kernel": {"id": session["kernel"]["id"]}}
    other = jupyter.ask("api/sessions", "POST", shared).json
    answer = jupyter.ask(f"provenote/kernels/{session['kernel']['id']}/notebook")
    assert answer.status == 404
    assert "several notebooks" in answer.json["message"].lower()
    jupyter.ask(f"api/sessions/{other['id']}", "DELETE")


def test_a_console_is_no_notebook(jupyter):
    session = jupyter.ask("api/sessions", "POST", {**new_session("console-1"), "type": "console"}).json
    assert jupyter.ask(f"provenote/kernels/{session['kernel']['id']}/notebook").status == 404
    jupyter.ask(f"api/sessions/{session['id']}", "DELETE")


def new_session(path: str) -> dict:
    return {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}


def notebook_of(jupyter, kernel: str) -> str:
    return jupyter.ask(f"provenote/kernels/{kernel}/notebook").json["path"]
