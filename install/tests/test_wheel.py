"""One wheel brings everything, and takes everything away again."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

WHEELS = Path(__file__).parents[1] / "dist"
MEGABYTE = 1_000_000
LARGEST = 60 * MEGABYTE


@pytest.fixture(scope="module")
def wheel() -> Path:
    found = sorted(WHEELS.glob("provenote-*.whl"))
    assert len(found) == 1, f"Expected one wheel in {WHEELS}, found {len(found)}. Run: make wheel"
    return found[0]


@pytest.fixture
def environment(tmp_path) -> Path:
    venv.create(tmp_path / "fresh venv", with_pip=True)
    return tmp_path / "fresh venv"


def test_installing_puts_all_in_place_and_uninstalling_leaves_nothing(wheel, environment):
    before = files(environment)
    pip(environment, "install", "--no-deps", "--no-compile", str(wheel))
    share = environment / "share"
    assert (share / "jupyter/kernels/provenote-java/provenote-kernel.jar").is_file()
    assert (share / "jupyter/labextensions/provenote/package.json").is_file()
    assert list((share / "provenote/lib").glob("server-*.jar"))
    assert (share / "provenote/pages/index.html").is_file()
    assert (environment / "etc/jupyter/jupyter_server_config.d/provenote.json").is_file()
    size = sum(file.stat().st_size for file in files(environment) - before)
    assert size <= LARGEST, f"{size / MEGABYTE:.1f} MB installed"
    pip(environment, "uninstall", "-y", "provenote")
    assert files(environment) == before


@pytest.mark.parametrize("option", ["--prefix", "--target"])
def test_what_is_installed_elsewhere_finds_its_own_jars(wheel, environment, tmp_path, option):
    pip(environment, "install", "--no-deps", "--no-compile", option, str(tmp_path / "elsewhere"), str(wheel))
    (package,) = (tmp_path / "elsewhere").rglob("provenote/java.py")
    asked = [environment / "bin/python", "-c", "from provenote import java; print(java.server_archive())"]
    found = subprocess.run(asked, env={"PYTHONPATH": str(package.parents[1])}, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(tmp_path / "elsewhere/share/provenote/lib/classes.jsa")


def test_where_there_is_no_jupyter_doctor_says_so(wheel, environment, tmp_path):
    pip(environment, "install", "--no-deps", "--no-compile", str(wheel))
    command = [environment / "bin/provenote", "doctor", "--root", str(tmp_path)]
    shown = subprocess.run(command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True)
    assert (shown.returncode, shown.stderr) == (0, ""), shown
    assert f"There is no Jupyter in {environment}" in shown.stdout.splitlines()[-1]


def test_jupyter_lists_both_extensions_and_the_kernel():
    assert "provenote" in jupyter("labextension", "list")
    assert "provenote" in jupyter("server", "extension", "list")
    assert "provenote-java" in jupyter("kernelspec", "list")


def jupyter(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "jupyter", *arguments], capture_output=True, text=True)
    return done.stdout + done.stderr


def pip(environment: Path, *arguments: str) -> None:
    subprocess.run([environment / "bin/python", "-m", "pip", "-q", "--disable-pip-version-check", *arguments], check=True)


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
