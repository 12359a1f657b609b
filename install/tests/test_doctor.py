"""`provenote doctor` says what Jupyter itself would find, and what it tells to do helps."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


@pytest.fixture
def run(tmp_path):
    """Runs a program of this environment with a user's folders in `tmp_path`, which go before the environment's own."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_")},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }

    def run(*command, **more):
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={**environment, **more}, timeout=120)

    return run


def wrong(shown: subprocess.CompletedProcess) -> list[str]:
    """What is said to be wrong, after all that is looked at was."""
    assert "JupyterLab" in shown.stdout.splitlines()[-1], shown
    found = [line.removeprefix("WRONG ") for line in shown.stdout.splitlines() if line.startswith("WRONG ")]
    assert shown.returncode == (1 if found else 0), shown
    return found


def test_an_installation_that_is_well_is_said_to_be_and_stays_as_it_is(run, tmp_path):
    shown = run("provenote", "doctor")
    assert wrong(shown) == []
    for found in ["kernel provenote-java in ", "The server extension provenote is turned on", "finds the sidebar in "]:
        assert found in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_sidebar_that_was_turned_off_is_named_with_how_to_turn_it_on(run):
    run("jupyter", "labextension", "disable", "provenote:plugin", "--level=user")
    (found,) = wrong(run("provenote", "doctor"))
    assert "turned off (provenote:plugin): 'jupyter labextension enable provenote:plugin'" in found and "--level=user" in found
    run("jupyter", "labextension", "enable", "provenote:plugin", "--level=user")
    assert wrong(run("provenote", "doctor")) == []


def test_a_server_extension_that_was_turned_off_is_named_with_the_place_that_says_so(run, tmp_path):
    said = tmp_path / "config/jupyter_server_config.d/mine.json"
    said.parent.mkdir(parents=True)
    for turned_on in [False, True]:
        said.write_text(json.dumps({"ServerApp": {"jpserver_extensions": {"provenote": turned_on}}}))
        found = wrong(run("provenote", "doctor"))
        assert [f"say true of it in {said}" in line for line in found] == ([] if turned_on else [True])
    python = tmp_path / "config/jupyter_server_config.py"
    python.write_text("c.ServerApp.jpserver_extensions = {'provenote': False}")
    (found,) = wrong(run("provenote", "doctor"))
    assert f"say true of it in {python}" in found


def test_a_kernel_that_a_setting_leaves_out_is_named_with_the_setting(run, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/jupyter_server_config.py").write_text("c.KernelSpecManager.allowed_kernelspecs = {'python3'}")
    (found,) = wrong(run("provenote", "doctor"))
    assert "does not find the kernel provenote-java: its setting KernelSpecManager.allowed_kernelspecs" in found


def test_a_kernel_of_another_installation_or_without_its_files_is_named(run, tmp_path):
    ours = Path(sys.prefix, "share/jupyter/kernels/provenote-java")
    spec = tmp_path / "data/kernels/provenote-java"
    spec.mkdir(parents=True)
    for content, expected in [
        ((ours / "kernel.json").read_text(), f"wants what is missing, {spec}/provenote-kernel.jar"),
        ((ours / "kernel.json").read_text().replace("{resource_dir}", str(ours)), "another installation's"),
        ((ours / "kernel.json").read_text().replace('"java",', '"/no/java",'), "starts with /no/java, and there is none"),
        ("{", "cannot read it"),
    ]:
        (spec / "kernel.json").write_text(content)
        (found,) = wrong(run("provenote", "doctor"))
        assert f"finds the kernel provenote-java in {spec}, " in found and expected in found


def test_settings_that_jupyter_cannot_read_are_named(run, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/jupyter_server_config.py").write_text("c.KernelSpecManager.allowed_kernelspecs = 7")
    shown = run("provenote", "doctor")
    assert shown.returncode == 1 and "cannot be read: The 'allowed_kernelspecs' trait" in shown.stdout, shown


def test_without_java_jupyter_is_looked_at_all_the_same(run, tmp_path):
    found = wrong(run(BIN / "provenote", "doctor", PATH=str(tmp_path), JAVA_HOME=""))
    assert len(found) == 2 and "No Java was found" in found[0] and "starts with java, and there is none" in found[1]


def test_a_mistake_is_told_without_looking_at_anything(run):
    refused = run("provenote", "doctor", "--what")
    assert (refused.returncode, refused.stdout) == (2, "") and "Unknown option: '--what'" in refused.stderr
    shown = run("provenote", "doctor", "--help")
    assert shown.returncode == 0 and "--root" in shown.stdout and "ok    " not in shown.stdout
