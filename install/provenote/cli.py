"""The `provenote` command. Kernels and Jupyter are Python's matter; everything else is answered by the Java program."""

import os
import shutil
import sys

from provenote.java import JavaUnavailable, find_java, jvm_environment, not_executed, require_supported, server_command

JAVA_COMMANDS = ["server", "runs", "pack", "doctor"]
ABOUT_A_COMMAND = {"-h", "--help", "-V", "--version"}
CALLED_OTHERWISE = {"ui": "server", "list": "runs", "ls": "runs"}  # by mlflow and its like

HELP = """\
usage: provenote COMMAND [OPTIONS]

Experiment tracking with provenance for Java notebooks in Jupyter.

Start here:
  jupyter lab                     choose the kernel 'Java (Provenote)', run %mlflow help in a cell
  provenote runs                  show the runs recorded in this folder

Commands:
  kernel list                     the kernels of Provenote on this machine
  kernel add [--ijava PATH]       track in the IJava kernel that you already have
  kernel remove                   undo 'kernel add'; do it before 'pip uninstall provenote'
  kernel warm                     make kernel and server start faster with the JDK that is there now
  server                          a tracking server that any MLflow client can use
  runs                            the runs recorded in a folder
  rerun RUN                       execute again what a run ran, and compare what came out
  pack                            pack the notebook versions kept outside Git
  doctor                          what is wrong with this installation, if anything

'provenote COMMAND --help' says more of each.
"""


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["help"] and arguments[1:]:
        arguments = [*arguments[1:2], "--help"]
    try:
        if not arguments or arguments[0] in ("-h", "--help", "help"):
            print(HELP, end="")
            return 0
        if arguments[0] in ("-V", "--version"):
            return say_version()
        if arguments[0] == "kernel":
            return kernel_command(arguments[1:])
        if arguments[0] == "rerun":
            return rerun_command(arguments[1:])
        if arguments[0] == "doctor" and ABOUT_A_COMMAND.isdisjoint(arguments):
            return doctor_command(arguments)
        if arguments[0] not in JAVA_COMMANDS:
            return unknown(arguments[0])
        return hand_to_java(arguments)
    except JavaUnavailable as error:
        print(f"provenote: {error}", file=sys.stderr)
        return 1


def hand_to_java(arguments: list[str]) -> int:
    java = find_java()
    require_supported(java)
    command = server_command(java, *arguments)
    environment = jvm_environment()
    if sys.stdout.isatty():
        environment.setdefault("COLUMNS", str(shutil.get_terminal_size().columns))  # which shells keep to themselves
    try:
        if os.name == "posix":
            os.execve(java, command, environment)
        import subprocess

        return subprocess.run(command, env=environment).returncode
    except OSError as error:
        raise not_executed(java, error) from error


def say_version() -> int:
    from importlib.metadata import version

    print(f"provenote {version('provenote')}")
    return 0


def unknown(command: str) -> int:
    import difflib  # for the others it would be a hundredth of their time

    alike = difflib.get_close_matches(command, ["kernel", "rerun", *JAVA_COMMANDS], n=1)
    meant = [CALLED_OTHERWISE[command]] if command in CALLED_OTHERWISE else alike
    hint = f"Did you mean 'provenote {meant[0]}'? " if meant else ""
    print(f"provenote: there is no command '{command}'. {hint}'provenote --help' lists them.", file=sys.stderr)
    return 2


def kernel_command(arguments: list[str]) -> int:
    from provenote import kernel_command  # so that a server need not wait for Jupyter's client

    return kernel_command.main(arguments)


def rerun_command(arguments: list[str]) -> int:
    from provenote import rerun  # nbclient takes as long to import as the other commands take to run

    return rerun.main(arguments)


def doctor_command(arguments: list[str]) -> int:
    from provenote import doctor  # which looks at Jupyter, and the other commands need none

    return doctor.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
