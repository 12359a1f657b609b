"""The `provenote` command. Kernels are Python's matter; everything else is answered by the Java program."""

import argparse
import os
import subprocess
import sys

from provenote import archive, kernels
from provenote.java import JavaUnavailable, find_java, require_supported, server_command
from provenote.kernels import KernelError

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
  kernel warm                     make the kernel start faster with the JDK that is there now
  server                          a tracking server that any MLflow client can use
  runs                            the runs recorded in a folder
  rerun RUN                       execute again what a run ran, and compare what came out
  doctor                          what is wrong with this installation, if anything

'provenote COMMAND --help' says more of each.
"""


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if not arguments or arguments[0] in ("-h", "--help", "help"):
            print(HELP, end="")
            return 0
        if arguments[0] == "kernel":
            return kernel_command(arguments[1:])
        if arguments[0] == "rerun":
            return rerun_command(arguments[1:])
        return hand_to_java(arguments)
    except (KernelError, JavaUnavailable) as error:
        print(f"provenote: {error}", file=sys.stderr)
        return 1


def hand_to_java(arguments: list[str]) -> int:
    java = find_java()
    require_supported(java)
    command = server_command(java, *arguments)
    if os.name == "posix":
        os.execvp(java, command)
    return subprocess.run(command).returncode


def rerun_command(arguments: list[str]) -> int:
    from provenote import rerun  # nbclient takes as long to import as the other commands take to run

    return rerun.main(arguments)


def kernel_command(arguments: list[str]) -> int:
    options = kernel_parser().parse_args(arguments)
    options.run(options)
    return 0


def kernel_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="provenote kernel", description="The kernels that record runs.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = commands.add_parser("list", help="show the kernels of Provenote on this machine")
    command.set_defaults(run=list_kernels)

    command = commands.add_parser(
        "add",
        help="track in an IJava that you already have",
        description="Adds the kernel 'Java (IJava, Provenote)', which runs your own IJava with tracking. "
        "Your IJava and its kernel stay as they are.",
    )
    command.add_argument(
        "--ijava",
        metavar="PATH",
        help="IJava's jar or the folder that holds it; without it the installed kernels are searched",
    )
    command.add_argument("--user", action="store_true", help="add it for you, not for this Python environment")
    command.set_defaults(run=add_kernel)

    command = commands.add_parser("remove", help="remove what 'add' has added")
    command.set_defaults(run=remove_kernel)

    command = commands.add_parser(
        "warm",
        help="make the kernel start faster",
        description="Starts the kernel once and keeps the classes that it loaded as an archive for the JDK that is on the "
        "PATH. JupyterLab does this by itself, in the background.",
    )
    command.set_defaults(run=warm_kernel)
    return parser


def list_kernels(_: argparse.Namespace) -> None:
    for name, title, runs_on in kernels.list_kernels():
        print(f"{name:<16} {title:<26} {runs_on}")
    found = kernels.find_ijava()
    if found and all(name != kernels.IJAVA for name, _, _ in kernels.list_kernels()):
        print(f"\nAn IJava without tracking was found: {found.jar}\nTo track in it: provenote kernel add")


def add_kernel(options: argparse.Namespace) -> None:
    ijava = kernels.ijava_at(options.ijava) if options.ijava else kernels.find_ijava()
    if ijava is None:
        raise KernelError(
            "No IJava was found among the installed kernels. Name its jar: provenote kernel add --ijava PATH. "
            "Without IJava, choose the kernel 'Java (Provenote)', which needs none."
        )
    folder = kernels.add_ijava(ijava, options.user)
    print(f"Added the kernel 'Java (IJava, Provenote)' for {ijava.jar}\n  in {folder}")
    print("Choose it in Jupyter. To undo: provenote kernel remove")


def warm_kernel(_: argparse.Namespace) -> None:
    if not archive.make():
        raise KernelError(f"{archive.archive_file().parent} may not be written to, so the kernel starts without an archive.")
    print(f"The kernel starts from {archive.archive_file()}")


def remove_kernel(_: argparse.Namespace) -> None:
    print(f"Removed {kernels.remove_ijava()}")


if __name__ == "__main__":
    sys.exit(main())
