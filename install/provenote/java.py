"""Which Java runs us, and where the wheel put our jars."""

import os
import re
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

OLDEST_JAVA = 17
NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED"  # SQLite is native code; JDK 24 and later warn of it otherwise
MAIN_CLASS = "org.provenote.server.Main"
SECRET_HEADER = "X-Provenote-Secret"
SHARED = "-XX:SharedArchiveFile="
# What only starts and ends needs no more than the JVM's quick compiler.
QUICK_COMPILER = ["-XX:TieredStopAtLevel=1"]
# What goes on for hours gets the good one too, but half as eagerly: at the start its work would delay the first answer.
LATE_COMPILER = ["-XX:CompileThresholdScaling=2"]
# Of what answers requests a start runs little: four times as eagerly, a client in a loop has it compiled in four seconds instead of ten.
ANSWERS_COMPILED_SOON = ["-XX:CompileCommand=quiet"] + [
    f"-XX:CompileCommand=CompileThresholdScaling,{package}.*::*,0.25"
    for package in ("org.provenote", "org.eclipse.jetty", "org.sqlite", "tools.jackson")
]
# What Jetty would find out as its classes are loaded, and takes a quarter of a start: all languages that the JVM knows, where we
# speak to programs, in none; and the length of a reference, by all of the JVM's management.
NOT_FOUND_OUT = ["-Djava.locale.providers=SPI", "-Dorg.eclipse.jetty.util.referencesPerCacheLine=16"]
# Out of memory any thread may have died, with what others wait for: who starts a program anew wants it to end then.
NOTHING_HALF_ALIVE = ["-XX:+ExitOnOutOfMemoryError"]
# It starts sooner and takes less memory than those for large programs, and gives back what it finds unused when the server asks for that.
SMALL_COLLECTOR = ["-XX:+UseSerialGC"]
SHRINKING_HEAP = ["-XX:MaxHeapFreeRatio=40", "-XX:-ShrinkHeapInSteps"]
# Answers are soon written where the system has given memory already: new pages are what a large one waited for.
SMALL_SPACE_FOR_NEW = "-XX:MaxNewSize=24m"
COLLECTOR = re.compile(r"-XX:\+Use\w+GC\b")
DEBUGGER = re.compile(r"(?<!\S)-(?:agentlib:jdwp|Xrunjdwp)\S*")
EVERY_JVM = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")  # whose options reach each JVM of a machine


class JavaUnavailable(Exception):
    """No usable Java. The message is for the user; `error_code` is for programs."""

    def __init__(self, error_code: str, message: str):
        super().__init__(message)
        self.error_code = error_code


def find_java() -> str:
    """The `java` of JAVA_HOME, else the one on the PATH, else JavaUnavailable."""
    home = os.environ.get("JAVA_HOME")
    java = (home and shutil.which("java", path=os.path.join(home, "bin"))) or shutil.which("java")
    if java:
        return java
    raise JavaUnavailable(
        "JAVA_NOT_FOUND",
        f"No Java was found on the PATH or in JAVA_HOME of the Jupyter server. Provenote needs Java {OLDEST_JAVA} "
        "or newer: install a JDK, then restart Jupyter.",
    )


def not_executed(java: str, error: OSError) -> JavaUnavailable:
    """That the system would not run `java`: made for another machine, gone meanwhile, or a limit of processes or memory."""
    return JavaUnavailable(
        "JAVA_NOT_STARTED",
        f"The Java found could not be run ({java}): {error.strerror or error}. Check 'java -version' in a terminal.",
    )


def require_supported(java: str) -> None:
    """Raises JavaUnavailable when `java` is older than Provenote needs."""
    version = java_version(java)
    if version is not None and version < OLDEST_JAVA:
        raise JavaUnavailable(
            "JAVA_TOO_OLD",
            f"The Java found is version {version} ({java}). Provenote needs Java {OLDEST_JAVA} or newer: install one, "
            "point JAVA_HOME to it, then restart Jupyter.",
        )


@cache
def java_version(java: str) -> int | None:
    """The major version of `java`, None when it does not say."""
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release_file(java), re.MULTILINE)
    if found is None:
        import subprocess  # which takes longer than all else that a server's start does in Python

        try:
            asked = subprocess.run([java, "-version"], env=jvm_environment(), capture_output=True, text=True, timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = re.search(r'version "(?:1\.)?(\d+)', asked.stderr)  # Java 8 calls itself 1.8
    return int(found[1]) if found else None


def release_file(java: str) -> str:
    """What a JDK says of itself in its folder, which is read in no time; empty where there is none."""
    try:
        return Path(java).resolve().parent.with_name("release").read_text(encoding="utf-8")
    except OSError:
        return ""


def find_jdk(version: int) -> Path | None:
    """The home of an installed Java of that major version, in the places where systems and tools keep them."""
    home = Path.home()
    places = [
        *Path("/usr/lib/jvm").glob("*"),
        *Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"),
        *(home / ".sdkman/candidates/java").glob("*"),
        *(home / ".jdks").glob("*"),
        *Path("C:/Program Files").glob("*/jdk*"),
    ]
    for place in sorted(places):
        java = shutil.which("java", path=str(place / "bin"))
        if java and java_version(java) == version:
            return place
    return None


def server_command(java: str, *arguments: str, options: Sequence[str] = (), sharing: str = "") -> list[str]:
    """The command line that runs our Java main class with `arguments`, and the JVM with `options`.

    `sharing` is the JVM's option for the archive of its classes; without it the one of provenote.archive is read.
    """
    # Without the JVM's log, since it speaks on standard output of an archive that does not fit.
    serves = [*LATE_COMPILER, *ANSWERS_COMPILED_SOON, *NOT_FOUND_OUT]
    jvm = [NATIVE_ACCESS, "-Xlog:disable", *collector(), *(serves if arguments[:1] == ("server",) else QUICK_COMPILER)]
    archive = sharing or f"{SHARED}{server_archive()}"
    return [java, *jvm, archive, *options, "-cp", libraries(), MAIN_CLASS, *arguments]


def collector() -> list[str]:
    """Ours, unless the user chose one for every JVM: the JVM does not start with two.

    His heap may be smaller than our part of it, and must be free by more than ours at most, where he says how much of it is.
    """
    chosen = " ".join(os.environ.get(name, "") for name in EVERY_JVM)
    if COLLECTOR.search(chosen):
        return []
    shrinking = [] if "HeapFreeRatio" in chosen else SHRINKING_HEAP
    return [*SMALL_COLLECTOR, *shrinking, *([] if "-Xmx" in chosen else [SMALL_SPACE_FOR_NEW])]


def server_environment(secret: str) -> dict[str, str]:
    """The environment of a server that `secret` in SECRET_HEADER opens, and nothing else: the user's token is for those he starts."""
    environment = {name: value for name, value in jvm_environment().items() if name != "PROVENOTE_SERVER_TOKEN"}
    return {**environment, "PROVENOTE_SERVER_SECRET": secret}


def jvm_environment() -> dict[str, str]:
    """The environment of a JVM of our own: without JDK_JAVA_OPTIONS, whose heap, collector and debugger's port are the kernel's.

    Nor with a debugger that every JVM is told to listen for: it says so on standard output, and waits, and its port is one.
    """
    environment = {name: value for name, value in os.environ.items() if name != "JDK_JAVA_OPTIONS"}
    for name in EVERY_JVM:
        if DEBUGGER.search(environment.get(name, "")):
            environment[name] = DEBUGGER.sub("", environment[name])
            if not environment[name].strip():
                del environment[name]  # a JVM says so even of none
    return environment


def kernel_options() -> str:
    """What a kernel's JVM is given, and one of our own is not; for `doctor`, which tries it."""
    debuggers = [option for name in EVERY_JVM for option in DEBUGGER.findall(os.environ.get(name, ""))]
    return " ".join([os.environ.get("JDK_JAVA_OPTIONS", ""), *debuggers]).strip()


def server_archive() -> Path:
    """The class archive that the server starts from; see provenote.archive."""
    return installed("share/provenote/lib") / "classes.jsa"


def libraries() -> str:
    """The class path of the server."""
    return str(installed("share/provenote/lib") / "*")


@cache
def installed(folder: str) -> Path:
    """Where pip put `folder` of our wheel: above the package, at most where `lib/python3.*/site-packages/provenote` begins.

    So it is in a venv, with `--user`, `--prefix` and `--target` alike. The list of files that pip keeps says it too, but takes as
    long to read as all else here.
    """
    # The package's files may be links to where an installer keeps them.
    for above in Path(os.path.abspath(__file__)).parents[:5]:
        if os.path.isdir(above / folder):
            return (above / folder).resolve()
    raise JavaUnavailable(
        "INSTALLATION_INCOMPLETE",
        f"This installation of Provenote has no {folder}. Install it again: pip install --force-reinstall provenote",
    )
