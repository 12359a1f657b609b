"""Whether the Jupyter of this environment finds what the wheel brought: by Jupyter's own libraries and settings. Changes nothing."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.paths import jupyter_path
from jupyter_server import __version__ as server_version
from jupyter_server.extension.manager import ExtensionPackage
from jupyter_server.serverapp import ServerApp

from provenote.doctor import Finding
from provenote.java import JavaUnavailable, installed
from provenote.kernels import IJAVA, OURS

EXTENSION = "provenote"  # as Jupyter Server calls ours, and JupyterLab too
OLDEST_LAB = 4
ANOTHERS = "which is another installation's: remove it, or use the 'provenote' of that one"
AGAIN = "install it again: pip install --force-reinstall provenote"


def look() -> Iterator[Finding]:
    """As a Jupyter server would find it that is started here and now."""
    try:
        server = ServerApp()
        server.load_config_file(suppress_errors=False)
        server.find_server_extensions()
        specs = KernelSpecManager(parent=server)
    except (Exception, SystemExit) as failure:
        yield Finding(False, f"The settings of Jupyter in {sys.prefix} cannot be read: {reason(failure)}")
        return
    yield Finding(True, f"Jupyter Server {server_version} in {sys.prefix}")
    yield from kernels(specs)
    yield server_extension(server)
    yield sidebar()


def kernels(specs) -> Iterator[Finding]:
    found = specs.find_kernel_specs()
    if OURS not in found:
        left_out = specs.allowed_kernelspecs and OURS not in specs.allowed_kernelspecs
        yield Finding(
            False,
            f"Jupyter does not find the kernel {OURS}: "
            + ("its setting KernelSpecManager.allowed_kernelspecs leaves it out" if left_out else where("share/jupyter", "JUPYTER_PATH")),
        )
    for name in [OURS, IJAVA]:
        if name in found:
            yield kernel(name, found[name], specs)


def kernel(name: str, folder: str, specs) -> Finding:
    here = f"Jupyter finds the kernel {name} in {folder}"
    again = "run 'provenote kernel add' again" if name == IJAVA else AGAIN
    try:
        spec = specs.get_kernel_spec(name)
        java = spec.argv[0]
    except Exception as failure:
        return Finding(False, f"{here}, and cannot read it ({reason(failure)}): {again}")
    if not shutil.which(java, path=spec.env.get("PATH")):
        return Finding(False, f"{here}, which starts with {java}, and there is none: put a JDK's bin folder on the PATH of Jupyter, or {again}")
    entries = [entry for part in spec.argv for entry in part.replace("{resource_dir}", folder).split(os.pathsep)]
    missing = [entry for entry in entries if entry.endswith(".jar") and not os.path.isfile(entry)]
    if missing:
        return Finding(False, f"{here}, which wants what is missing, {', '.join(missing)}: {again}")
    if name == OURS and not ours(folder, "share/jupyter/kernels/provenote-java"):
        return Finding(False, f"{here}, {ANOTHERS}")
    return Finding(True, here)


def server_extension(server) -> Finding:
    without = "without which the sidebar shows nothing"
    enabled = server.jpserver_extensions.get(EXTENSION)
    if enabled is None:
        return Finding(False, f"Jupyter does not find the server extension {EXTENSION}, {without}: {where('etc/jupyter', 'JUPYTER_CONFIG_PATH')}")
    if not enabled:
        return Finding(False, f"The server extension {EXTENSION} is turned off, {without}: say true {where_turned_off(server)}")
    try:
        ExtensionPackage(name=EXTENSION, enabled=True).validate()
    except Exception as failure:
        return Finding(False, f"The server extension {EXTENSION} cannot be loaded, {without}: {reason(failure)}")
    return Finding(True, f"The server extension {EXTENSION} is turned on")


def where_turned_off(server) -> str:
    """`jupyter server extension enable` turns on only what the very file says that it would write."""
    folders = [Path(folder) for folder in server.config_file_paths]  # the first goes before the others
    by_hand = [folder / f"jupyter_server_config.{kind}" for folder in folders for kind in ("py", "json")]
    by_command = [file for folder in folders for file in sorted((folder / "jupyter_server_config.d").glob("*.json"))]
    for file in [*by_hand, *by_command]:
        if os.access(file, os.R_OK) and re.search(rf"""["']{EXTENSION}["']""", file.read_text(encoding="utf-8", errors="replace")):
            return f"of it in {file}"
    return "of it in jpserver_extensions, a setting of Jupyter Server"


def sidebar() -> Finding:
    try:
        from jupyterlab import __version__ as version
        from jupyterlab.commands import get_app_dir
        from jupyterlab_server.config import get_federated_extensions, get_page_config
    except ImportError:
        return Finding(True, f"There is no JupyterLab in {sys.prefix}, so the sidebar was not looked for")
    if int(version.split(".")[0]) < OLDEST_LAB:
        return Finding(False, f"JupyterLab is of version {version}, and the sidebar wants {OLDEST_LAB} or newer: pip install --upgrade jupyterlab")
    folders = jupyter_path("labextensions")
    try:
        found = get_federated_extensions(folders).get(EXTENSION)
        disabled = get_page_config(folders, os.path.join(get_app_dir(), "settings"))["disabledExtensions"]
    except Exception as failure:
        return Finding(False, f"JupyterLab {version} cannot read its extensions or settings: {reason(failure)}")
    if found is None:
        return Finding(False, f"JupyterLab {version} does not find the sidebar: {where('share/jupyter', 'JUPYTER_PATH')}")
    here = f"JupyterLab {version} finds the sidebar in {found['ext_path']}"
    script = os.path.join(found["ext_path"], found["jupyterlab"].get("_build", {}).get("load", "static"))
    if not os.path.exists(script):
        return Finding(False, f"{here}, but not its {script}: {AGAIN}")
    off = [name for name in disabled if name.split(":")[0] == EXTENSION]
    if off:
        return Finding(
            False,
            f"{here}, where it is turned off ({', '.join(off)}): 'jupyter labextension enable {off[0]}' turns it on, "
            "with --level=user or --level=system if it was turned off so",
        )
    if not ours(found["ext_path"], "share/jupyter/labextensions/provenote"):
        return Finding(False, f"{here}, {ANOTHERS}")
    return Finding(True, here)


def where(folder: str, variable: str) -> str:
    """What to do about what Jupyter does not find below our `folder`, and would with `variable`."""
    try:
        return f"it is in {installed(folder)}, where Jupyter does not look, unless {variable} names that folder; else {AGAIN}"
    except JavaUnavailable:
        return AGAIN


def ours(found: str, folder: str) -> bool:
    try:
        return os.path.realpath(found) == str(installed(folder))
    except JavaUnavailable:
        return False


def reason(failure: BaseException) -> str:
    """On one line: libraries may have many to say."""
    return re.sub(r"\s+", " ", str(failure)).strip() or type(failure).__name__
