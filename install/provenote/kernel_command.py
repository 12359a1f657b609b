"""`provenote kernel`: the kernels on this machine, an IJava that the user has, and a faster start."""

import argparse
import sys

from provenote import archive, kernels
from provenote.kernels import KernelError


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments or ["--help"])
    try:
        options.run(options)
    except KernelError as error:
        print(f"provenote: {error}", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    kernel = argparse.ArgumentParser(prog="provenote kernel", description="The kernels that record runs.")
    commands = kernel.add_subparsers(metavar="COMMAND", required=True)

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
        help="make kernel and server start faster",
        description="Starts the kernel and the server once and keeps the classes that they loaded as archives for the JDK that "
        "is there now. JupyterLab does this by itself, in the background.",
    )
    command.set_defaults(run=warm)
    return kernel


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


def warm(_: argparse.Namespace) -> None:
    for one in archive.ARCHIVES:
        try:
            made = archive.make(one)
        except Exception as failure:  # whatever it is, it tells why
            raise KernelError(f"The {one.title}'s archive cannot be made: {str(failure) or type(failure).__name__}") from failure
        if not made:
            raise KernelError(f"{one.file.parent} may not be written to, so the {one.title} starts without an archive.")
        print(f"The {one.title} starts from {one.file}")


def remove_kernel(_: argparse.Namespace) -> None:
    print(f"Removed {kernels.remove_ijava()}")
