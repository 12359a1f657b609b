"""`provenote kernel`: an IJava that the user has gets tracking, and nothing else does."""

import asyncio
import fcntl
import json
import os
import pty
import shutil
import signal
import stat
import struct
import subprocess
import sys
import termios
import urllib.error
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from test_lifecycle import path_without_java

from provenote import archive, java
from provenote.kernels import KernelError
from provenote.upkeep import Upkeep

PROVENOTE = Path(sys.executable).with_name("provenote")
IJAVA_CLASS = "io/github/spencerpark/ijava/IJava.class"


@pytest.fixture
def provenote(tmp_path):
    """Runs the command with Jupyter's user folder in `tmp_path`, so that `--user` leaves nothing behind."""
    environment = {**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "data")}

    def run(*arguments, umask=-1, timeout=None, **more):
        return subprocess.run(
            [PROVENOTE, *arguments], capture_output=True, text=True, env={**environment, **more}, umask=umask, timeout=timeout
        )

    return run


@pytest.fixture
def ijava(tmp_path) -> Path:
    """IJava's jar: the real one named by IJAVA_JAR, else a jar that has its main class by name."""
    if "IJAVA_JAR" in os.environ:
        return Path(os.environ["IJAVA_JAR"])
    jar = tmp_path / "ijava with space-1.3.0.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr(IJAVA_CLASS, b"")
    return jar


def test_without_a_command_it_teaches(provenote):
    shown = provenote()
    assert shown.returncode == 0
    assert "kernel add" in shown.stdout and "provenote runs" in shown.stdout


def test_the_kernel_of_the_wheel_is_listed(provenote):
    shown = provenote("kernel", "list")
    assert "Java (Provenote)" in shown.stdout, shown


def test_an_ijava_named_by_its_jar_gets_a_kernel_and_loses_it_again(provenote, ijava, tmp_path):
    added = provenote("kernel", "add", "--user", "--ijava", str(ijava))
    assert added.returncode == 0, added.stderr
    spec = json.loads((tmp_path / "data/kernels/provenote-ijava/kernel.json").read_text())
    assert spec["argv"][0] == "java" and spec["argv"][-2:] == ["org.provenote.kernel.IJavaMain", "{connection_file}"]
    class_path = spec["argv"][spec["argv"].index("-cp") + 1].split(os.pathsep)
    assert class_path[0] == str(ijava)
    assert Path(class_path[1]).is_file()
    assert str(ijava) in provenote("kernel", "list").stdout
    assert provenote("kernel", "remove").returncode == 0
    assert not (tmp_path / "data/kernels/provenote-ijava").exists()


def test_an_added_kernel_has_the_rights_that_the_umask_gives(provenote, ijava, tmp_path):
    for umask in (0o022, 0o027):
        assert provenote("kernel", "add", "--user", "--ijava", str(ijava), umask=umask).returncode == 0
        folder = tmp_path / "data/kernels/provenote-ijava"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o777 & ~umask
        assert stat.S_IMODE((folder / "kernel.json").stat().st_mode) == 0o666 & ~umask


def test_an_installed_ijava_is_found_with_its_own_java_options_and_environment(provenote, ijava, tmp_path):
    kernel = tmp_path / "data/kernels/java"
    kernel.mkdir(parents=True)
    spec = {"argv": ["java", "-Xmx2g", "-jar", str(ijava), "{connection_file}"], "display_name": "Java"}
    (kernel / "kernel.json").write_text(json.dumps({**spec, "language": "java", "env": {"IJAVA_TIMEOUT": "5"}}))
    assert "provenote kernel add" in provenote("kernel", "list").stdout
    assert provenote("kernel", "add", "--user").returncode == 0
    ours = json.loads((tmp_path / "data/kernels/provenote-ijava/kernel.json").read_text())
    assert ours["argv"][:3] == ["java", "-Xmx2g", "-cp"]
    assert ours["env"] == {"IJAVA_TIMEOUT": "5"}


def test_what_is_no_ijava_is_refused_with_the_reason(provenote, tmp_path):
    text = tmp_path / "notes.jar"
    text.write_text("no archive")
    jjava = Path(sys.prefix, "share/jupyter/kernels/java/jjava.jar")
    for path, reason in [
        (text, "is no IJava jar"),
        (jjava, "is JJava, which needs nothing added"),
        (tmp_path / "missing.jar", "does not exist"),
        (tmp_path, "No IJava jar is in the folder"),
    ]:
        refused = provenote("kernel", "add", "--user", "--ijava", str(path))
        assert refused.returncode == 1
        assert reason in refused.stderr
        assert "Traceback" not in refused.stderr


def test_without_any_ijava_the_other_kernel_is_named(provenote):
    refused = provenote("kernel", "add", "--user")
    assert refused.returncode == 1
    assert "Java (Provenote)" in refused.stderr
    removed = provenote("kernel", "remove")
    assert removed.returncode == 1
    assert "There is no kernel to remove" in removed.stderr
    assert "Traceback" not in removed.stderr


def test_a_command_that_is_none_is_refused_with_the_one_that_is_like_it(provenote):
    refused = provenote("run", "--help")
    assert refused.returncode == 2
    assert "no command 'run'" in refused.stderr and "'provenote runs'" in refused.stderr


def test_a_command_of_mlflow_is_answered_with_ours(provenote):
    assert "Did you mean 'provenote server'?" in provenote("ui").stderr


def test_the_version_is_said(provenote):
    shown = provenote("--version")
    assert (shown.returncode, shown.stdout) == (0, f"provenote {version('provenote')}\n")
    assert provenote("server", "-V").stdout == shown.stdout


def test_kernel_alone_lists_its_commands(provenote):
    shown = provenote("kernel")
    assert shown.returncode == 0 and "warm" in shown.stdout


def test_a_table_is_as_wide_as_the_terminal(provenote, tmp_path):
    """COLUMNS is the shell's own variable, which programs do not see."""
    ended, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 200, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment["MLFLOW_TRACKING_URI"] = store_with_a_run(tmp_path)
    subprocess.run([PROVENOTE, "runs"], stdin=terminal, stdout=terminal, env=environment, check=True, timeout=60)
    os.close(terminal)
    header = os.read(ended, 10_000).decode().splitlines()[0]
    os.close(ended)
    assert "GIT COMMIT" in header and "METRICS" in header


def store_with_a_run(folder: Path) -> str:
    import mlflow

    uri = f"sqlite:///{folder}/mlflow.db"
    mlflow.MlflowClient(uri).create_run("0")
    return uri


def test_help_of_a_command_is_that_commands_help(provenote):
    assert provenote("help", "runs").stdout == provenote("runs", "--help").stdout


def test_every_other_command_is_answered_by_the_java_program(provenote):
    shown = provenote("server", "--help")
    assert shown.returncode == 0, shown.stderr
    assert "--host" in shown.stdout and "--port" in shown.stdout


@pytest.mark.parametrize("command", ["runs", "pack", "doctor"])
def test_a_command_runs_whatever_the_options_of_the_kernel(provenote, tmp_path, command):
    shown = provenote(command, "--root", str(tmp_path), JDK_JAVA_OPTIONS="-XX:+UseG1GC", MLFLOW_TRACKING_URI=f"sqlite:///{tmp_path}/mlflow.db")
    assert "garbage collectors" not in shown.stdout + shown.stderr
    assert "JDK_JAVA_OPTIONS" not in shown.stderr
    assert shown.returncode == 0, shown


def test_doctor_names_options_that_keep_kernels_from_starting(provenote, tmp_path):
    found = provenote("doctor", "--root", str(tmp_path), JDK_JAVA_OPTIONS="-XX:+NoSuchOption", MLFLOW_TRACKING_URI="")
    assert found.returncode == 1, found
    assert "does not run with JDK_JAVA_OPTIONS: Unrecognized VM option 'NoSuchOption'" in found.stdout


def test_a_debugger_for_every_jvm_is_left_to_kernels(provenote, tmp_path):
    """With it the commands waited for a debugger, and took the port that it is to find the kernel at."""
    listens = "-Dx=y -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0"
    for command in ["runs", "pack"]:
        shown = provenote(command, "--root", str(tmp_path), JAVA_TOOL_OPTIONS=listens, MLFLOW_TRACKING_URI="", timeout=60)
        assert (shown.returncode, "Listening" in shown.stdout, "-Dx=y" in shown.stderr) == (0, False, True), shown
    found = provenote("doctor", "--root", str(tmp_path), JAVA_TOOL_OPTIONS=listens, MLFLOW_TRACKING_URI="", timeout=60)
    assert found.returncode == 1, found
    assert "then wait for a debugger, as their options (JDK_JAVA_OPTIONS, JAVA_TOOL_OPTIONS) tell them" in found.stdout


@pytest.mark.parametrize("variable", ["JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"])
def test_a_command_runs_with_the_collector_that_every_jvm_is_told_to_take(provenote, variable):
    shown = provenote("server", "--help", **{variable: "-XX:+UseParallelGC"})
    assert shown.returncode == 0, shown


@pytest.mark.parametrize("variable", ["JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"])
def test_our_java_starts_with_the_free_heap_that_every_jvm_is_told_to_keep(monkeypatch, variable):
    monkeypatch.setenv(variable, "-XX:MinHeapFreeRatio=50")
    started = subprocess.run([java.find_java(), *java.collector(), "-version"], capture_output=True, text=True)
    assert started.returncode == 0, started.stderr + started.stdout


def test_archives_are_made_and_checked_without_the_options_of_the_kernel(monkeypatch, tmp_path):
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:+UseG1GC -XX:+UseParallelGC")
    for one in archive.ARCHIVES:
        made = tmp_path / f"{one.title}.jsa"
        one.rehearse(f"-XX:ArchiveClassesAtExit={made}")
        assert made.stat().st_size > 0
        archive.make(one)
        assert archive.fits(one)


def test_a_missing_java_is_named(provenote, tmp_path):
    refused = provenote("runs", PATH=str(tmp_path), JAVA_HOME="")
    assert refused.returncode == 1
    assert "Java 17 or newer" in refused.stderr


def test_what_a_killed_process_left_of_an_archive_is_removed(tmp_path):
    left, going_on = tmp_path / "making-1", tmp_path / "making-2"
    for folder in (left, going_on):
        folder.mkdir()
        (folder / "classes.jsa").write_bytes(b"half")
    os.utime(left, (0, 0))
    archive.remove_abandoned(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["making-2"]


class ServerArchiveWithAStranger(archive.ServerArchive):
    @staticmethod
    def ask(port, secret):
        with pytest.raises(urllib.error.HTTPError, match="401|403"):
            archive.ServerArchive.ask(port, "a guess")
        archive.ServerArchive.ask(port, secret)


def test_the_server_of_a_rehearsal_is_opened_by_its_secret_only(tmp_path):
    ServerArchiveWithAStranger().rehearse(f"-XX:ArchiveClassesAtExit={tmp_path / 'made.jsa'}")


def test_a_server_starts_without_what_it_needs_not(tmp_path):
    log = tmp_path / "classes.txt"
    archive.ServerArchive().rehearse(f"-Xlog:class+load:file={log}")
    loaded = log.read_text()
    assert "org.eclipse.jetty.server.Server " in loaded
    assert "com.sun.jmx." not in loaded  # the JVM's management
    assert "sun.util.cldr." not in loaded  # the languages of people


def test_warmed_kernel_and_server_start_from_archives_that_the_jvm_takes(provenote):
    warmed = provenote("kernel", "warm")
    assert warmed.returncode == 0, warmed.stderr
    assert all(archive.fits(one) for one in archive.ARCHIVES)
    assert warmed.stdout.count(".jsa") == 2


def test_a_kernel_that_cannot_be_warmed_is_named_with_the_reason(provenote, tmp_path):
    refused = provenote("kernel", "warm", **java_only_in_java_home(tmp_path))
    assert refused.returncode == 1
    assert "provenote: The kernel's archive cannot be made: " in refused.stderr and "'java'" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("program", ["kernel", "server"])
def test_a_program_that_ends_instead_of_being_warmed_is_named_with_its_last_words(provenote, tmp_path, program):
    """As where there is too little memory: the JDK itself is well."""
    dying = "org.provenote.server.Main" if program == "server" else "provenote-kernel.jar"
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(
        f"""#!/bin/sh
case "$*" in
*-XX:ArchiveClassesAtExit*{dying}*) seq 20 >&2; echo 'Could not reserve enough space' >&2; exit 7 ;;
*-Xshare:on*) exit 1 ;;
esac
exec {shutil.which("java")} "$@"
"""
    )
    java.chmod(0o755)
    refused = provenote("kernel", "warm", JAVA_HOME=str(tmp_path), PATH=f"{tmp_path}/bin:{os.environ['PATH']}")
    assert refused.returncode == 1
    assert f"provenote: The {program}'s archive cannot be made: " in refused.stderr
    assert "Its last words:\n  12\n" in refused.stderr and "\n  Could not reserve enough space\n" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "exit code 7" in refused.stderr or program == "kernel"


def test_a_server_that_neither_listens_nor_ends_is_stopped_and_said_so(monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(f"#!/bin/sh\ntrap '' TERM\necho $$ > {tmp_path}/pid\necho 'Waiting for a disk' >&2\nwhile :; do sleep 1; done\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr(archive, "PATIENCE", 2)
    with pytest.raises(KernelError, match="neither listened nor ended within 2 seconds, and was stopped(?s:.*)Waiting for a disk"):
        archive.ServerArchive().rehearse(f"-XX:ArchiveClassesAtExit={tmp_path / 'made.jsa'}")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


class JdkWithoutAnArchiveOfItsOwn(archive.ServerArchive):
    def __init__(self, folder):
        self.folder = folder

    @property
    def file(self):
        return self.folder / "classes.jsa"

    def rehearse(self, option):
        """As its JVM, which goes on without."""


def test_a_jdk_that_writes_no_archive_is_told_what_it_lacks(tmp_path):
    with pytest.raises(KernelError, match="-Xshare:dump"):
        archive.make(JdkWithoutAnArchiveOfItsOwn(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_upkeep_packs_the_versions_of_the_jupyter_root(tmp_path):
    done = upkeep(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "No versions of notebooks outside Git are kept here." in done.stdout


def test_upkeep_packs_versions_also_where_no_archive_can_be_made_and_says_why(tmp_path):
    done = upkeep(tmp_path, **java_only_in_java_home(tmp_path))
    assert "No versions of notebooks outside Git are kept here." in done.stdout
    assert "the kernel starts without a class archive: " in done.stderr and "java" in done.stderr
    assert "Traceback" not in done.stderr
    assert "the server starts" not in done.stderr


def test_upkeep_tries_no_archive_again_that_could_not_be_made(tmp_path, monkeypatch, capfd):
    for name, value in java_only_in_java_home(tmp_path).items():
        monkeypatch.setenv(name, value)

    async def told_of_archives():
        started = Upkeep(str(tmp_path))
        told = []
        for _ in range(2):
            started.start()
            started.process.wait()
            told.append("class archive" in capfd.readouterr().err)
        await started.stop()
        return told

    assert asyncio.run(told_of_archives()) == [True, False]


def test_upkeep_ends_with_its_java_program_at_once_also_where_ctrl_c_is_ignored(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/pid'\nexec sleep 60\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)

    async def stopped():
        going_on = Upkeep(str(tmp_path))
        going_on.start()
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            await asyncio.sleep(0.05)
        await going_on.stop()
        return going_on.process.returncode

    try:
        assert asyncio.run(stopped()) == 1  # by itself, with nothing left for a harder end
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_upkeep_without_java_is_silent(tmp_path):
    done = upkeep(tmp_path, PATH=path_without_java(tmp_path), JAVA_HOME="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def upkeep(root, **variables):
    environment = {**os.environ, "HOME": str(root), **variables}
    return subprocess.run([sys.executable, "-m", "provenote.upkeep", str(root)], env=environment, capture_output=True, text=True)


def java_only_in_java_home(folder):
    return {"PATH": path_without_java(folder), "JAVA_HOME": str(Path(shutil.which("java")).resolve().parents[1])}
