"""Which runs a notebook has after its file was moved, copied, deleted or brought back while no kernel ran (E2, E4).

One kernel makes all runs, for whichever notebook Jupyter says that it is: it knows nothing of what happens to files between them.
What the browser does is done here as its extension does it: `id` is a cell executed in a tab, `open` a tab that is opened, `delete`
and `keep` are the two answers to the question about the runs. That it does so is tested in labextension/ui-tests.
"""

import json
import shutil
import subprocess
import time
import uuid
from urllib.parse import quote

import nbformat
import pytest
from notebooks import write
from test_jupyter_server import Server

# What happens, and then the runs of each notebook, oldest first.
CASES = {
    # -- moved
    "moved by mv, and opened": ("new a; id a; run a 1; mv a b; open b", {"a": "", "b": "1"}),
    "moved by mv, and run": ("new a; id a; run a 1; mv a b; run b 2", {"a": "", "b": "1 2"}),
    "moved by mv into a folder and back": ("new a; id a; run a 1; mv a d/a; run d/a 2; mv d/a a; run a 3", {"a": "1 2 3"}),
    "renamed in Jupyter": ("new a; run a 1; rename a b; run b 2", {"a": "", "b": "1 2"}),
    "its folder renamed by mv": ("new d/a; id d/a; run d/a 1; mvdir d e; open e/a", {"d/a": "", "e/a": "1"}),
    "its folder renamed in Jupyter": ("new d/a; run d/a 1; renamedir d e; run e/a 2", {"d/a": "", "e/a": "1 2"}),
    "moved, and a new one in its place": (
        "new a; id a; run a 1; mv a b; new a; id a; run a 2; open b", {"a": "2", "b": "1"}),
    "moved over another": ("new a; id a; run a 1; new b; id b; run b 2; mv b a; run a 3", {"a": "2 3", "b": ""}),
    "two that changed places": (
        "new a; id a; run a 1; new b; id b; run b 2; mv a c; mv b a; mv c b; open a; open b", {"a": "2", "b": "1"}),
    "reached by a link": ("new a; id a; run a 1; link a b; run b 2; run a 3", {"a": "1 2 3"}),
    # -- copied
    "copied by cp, and opened": ("new a; id a; run a 1; cp a b; open b", {"a": "1", "b": ""}),
    "copied by cp, and the copy run first": ("new a; id a; cp a b; run b 1; run a 2", {"a": "2", "b": "1"}),
    "copied by cp, and given its id after a run": (
        "new a; id a; run a 1; cp a b; run b 2; id b; run b 3", {"a": "1", "b": "2 3"}),
    "copied by cp, and the copy moved": (
        "new a; id a; run a 1; cp a b; run b 2; mv b c; run c 3; run a 4", {"a": "1 4", "c": "2 3"}),
    "copied by cp, and the original deleted": (
        "new a; id a; run a 1; cp a b; run b 2; keep a; open b; run b 3", {"a": "1", "b": "2 3"}),
    "the original deleted, and its copy renamed to its name": (
        "new a; id a; run a 1; cp a b; keep a; mv b a; run a 2", {"a": "1 2", "b": ""}),
    "the same with a copy of its own id": (
        "new a; id a; run a 1; cp a b; id b; run b 2; keep a; mv b a; run a 3", {"a": "2 3", "b": ""}),
    "the same with the runs in the trash": (
        "new a; id a; run a 1; cp a b; run b 2; delete a; open b; run b 3", {"a": "", "b": "2 3"}),
    "moved by mv, and then copied in Jupyter": (
        "new a; id a; run a 1; mv a b; copy b c; id c; run c 2; run b 3", {"a": "", "b": "1 3", "c": "2"}),
    "its whole folder copied": (
        "new d/a; id d/a; run d/a 1; cpdir d e; run e/a 2; run d/a 3", {"d/a": "1 3", "e/a": "2"}),
    "copied over another": (
        "new a; id a; run a 1; new b; id b; run b 2; cp a b; run b 3", {"a": "1", "b": "3"}),
    # -- deleted, and brought back
    "deleted with its runs, and restored": ("new a; id a; run a 1; cp a kept; delete a; mv kept a; open a", {"a": "1"}),
    "deleted with its runs, and another in its place": ("new a; id a; run a 1; delete a; new a; run a 2", {"a": "2"}),
    "deleted and restored without an id": (
        "new a; run a 1; cp a kept; delete a; mv kept a; run a 2", {"a": "1 2"}),
    "deleted without its runs, and restored elsewhere": (
        "new a; id a; run a 1; cp a kept; keep a; mv kept d/a; open d/a", {"a": "", "d/a": "1"}),
    # -- the id lost
    "its metadata stripped": ("new a; id a; run a 1; strip a; run a 2", {"a": "1 2"}),
    "its metadata stripped, and given another id": ("new a; id a; run a 1; strip a; id a; run a 2", {"a": "1 2"}),
    "an older commit checked out, of before its id": (
        "new a; git init; git commit; id a; git commit; run a 1; git checkout HEAD~1; id a; run a 2; git checkout -f main; run a 3",
        {"a": "1 2 3"}),
    "an older commit checked out, where it had another name": (
        "new a; id a; git init; git commit; git mv a b; git commit; run b 1; git checkout HEAD~1; open a", {"a": "1", "b": ""}),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("identity")
    (folder / "root").mkdir()
    started = Server(folder / "root", folder / "runtime")
    started.root = folder / "root"
    write(started.root / "first.ipynb")
    started.kernel = started.open("first.ipynb")
    yield started
    started.stop()


@pytest.mark.parametrize("case", CASES)
def test_a_notebook_keeps_its_runs_and_a_copy_has_its_own(server, case):
    steps, expected = CASES[case]
    desk = Desk(server, f"case {list(CASES).index(case)}")
    for step in steps.split("; "):
        desk.do(*step.split())
    assert {name: desk.runs(name) for name in expected} == expected


class Desk:
    """A folder below Jupyter's root, with notebooks that are called by their names without the ending."""

    def __init__(self, server, folder):
        self.server = server
        self.folder = folder
        self.here = server.root / folder
        self.here.mkdir()

    def do(self, verb, *names):
        getattr(self, verb)(*names)

    def path(self, name):
        return f"{self.folder}/{name}.ipynb"

    def file(self, name):
        file = self.server.root / self.path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def runs(self, name):
        return self.runs_at(self.path(name))

    def runs_at(self, path):
        shown = self.server.ask("GET", f"provenote/api/provenote/runs?notebook={quote(path)}")["runs"]
        return " ".join(run["info"]["run_name"] for run in reversed(shown))

    # -- in the shell

    def mv(self, old, new):
        self.file(old).rename(self.file(new))

    def cp(self, old, new):
        shutil.copy(self.file(old), self.file(new))

    def link(self, old, new):
        self.file(new).symlink_to(self.file(old))

    def mvdir(self, old, new):
        (self.here / old).rename(self.here / new)

    def cpdir(self, old, new):
        shutil.copytree(self.here / old, self.here / new)

    def git(self, verb, *arguments):
        if verb == "mv":
            arguments = [f"{name}.ipynb" for name in arguments]
        if verb == "commit":
            subprocess.run(["git", "add", "-A"], cwd=self.here, check=True)
            arguments = ["-qm", "commit"]
        if verb == "init":
            arguments = ["-q", "-b", "main"]
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "advice.detachedHead=false"]
        subprocess.run(["git", *identity, verb, *(["-q"] if verb == "checkout" else []), *arguments], cwd=self.here, check=True)

    def strip(self, name):
        """As tools do that clean notebooks before they are committed."""
        notebook = json.loads(self.file(name).read_text())
        notebook["metadata"] = {"kernelspec": notebook["metadata"]["kernelspec"]}
        self.file(name).write_text(json.dumps(notebook))

    # -- in JupyterLab

    def new(self, name):
        write(self.file(name), "1 + 1")

    def run(self, name, run):
        self.server.ask("PATCH", f"api/sessions/{self.server.kernel['id']}", {"path": self.path(name)})
        self.server.run(self.server.kernel, "int beside = 1;")  # it asks where it is when a cell starts
        self.server.run(self.server.kernel, f'%mlflow start "{run}"\n%mlflow end')

    def rename(self, old, new):
        shown = self.runs(old)
        self.move(self.path(old), self.path(new))
        self.wait_for(shown, self.path(new))

    def renamedir(self, old, new):
        shown = {file.name: self.runs_at(f"{self.folder}/{old}/{file.name}") for file in (self.here / old).glob("*.ipynb")}
        self.move(f"{self.folder}/{old}", f"{self.folder}/{new}")
        for name, runs in shown.items():
            self.wait_for(runs, f"{self.folder}/{new}/{name}")

    def move(self, old, new):
        self.server.ask("PATCH", f"api/contents/{quote(old)}", {"path": new})

    def wait_for(self, runs, path):
        """Jupyter answers before those who listen to its events are done."""
        for _ in range(900):
            if self.runs_at(path) == runs:
                return
            time.sleep(0.1)
        raise AssertionError(f"the runs of {path} are {self.runs_at(path)!r}, not {runs!r}, after 90 s")

    def copy(self, old, new):
        made = self.server.ask("POST", f"api/contents/{quote(self.folder)}", {"copy_from": self.path(old)})["path"]
        self.move(made, self.path(new))

    def delete(self, name):
        self.keep(name)
        self.server.ask("POST", f"provenote/api/provenote/notebooks/deleted?path={quote(self.path(name))}")

    def keep(self, name):
        self.server.ask("DELETE", f"api/contents/{quote(self.path(name))}")

    def open(self, name):
        self.server.ask("POST", f"provenote/api/provenote/notebooks/seen?path={quote(self.path(name))}")

    def id(self, name):
        """As labextension/src/identity/identity.ts has it."""
        notebook = nbformat.read(self.file(name), 4)
        found = notebook.metadata.get("provenote")
        if found and found["path"] == self.path(name):
            return
        is_copy = found and self.id_at(found["path"]) == found["id"]
        notebook.metadata["provenote"] = {
            "id": str(uuid.uuid4()) if is_copy or not found else found["id"],
            "path": self.path(name),
        }
        nbformat.write(notebook, self.file(name))

    def id_at(self, path):
        file = self.server.root / path
        return nbformat.read(file, 4).metadata.get("provenote", {}).get("id") if file.exists() else None
