"""`provenote doctor`: what the Java program finds, and whether the Jupyter of this environment finds what the wheel brought."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from provenote.java import JavaUnavailable, find_java, jvm_environment, kernel_options, not_executed, require_supported, server_command


@dataclass(frozen=True)
class Finding:
    """What was found, and where it is not well, what to do; printed as the Java program prints its own."""

    good: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.good else 'WRONG'} {self.text}"


def main(arguments: list[str]) -> int:
    """Ends with 0 if all is well, with 1 if anything is wrong, and with what the Java program ends with if it looks at nothing."""
    try:
        ended = ask_java(arguments)
        if ended not in (0, 1):
            return ended
    except JavaUnavailable as failure:
        print(Finding(False, str(failure)))
        ended = 1
    for finding in jupyter():
        print(finding, flush=True)
        ended = ended if finding.good else 1
    return ended


def ask_java(arguments: list[str]) -> int:
    java = find_java()
    require_supported(java)
    environment = {**jvm_environment(), "PROVENOTE_KERNEL_JAVA_OPTIONS": kernel_options()}
    try:
        return subprocess.run(server_command(java, *arguments), env=environment).returncode
    except OSError as error:
        raise not_executed(java, error) from error


def jupyter() -> Iterable[Finding]:
    try:
        from provenote import jupyter_check
    except ImportError as missing:
        elsewhere = "If yours is in another environment, install Provenote there"
        return [Finding(True, f"There is no Jupyter in {sys.prefix} ({missing}), so kernel and sidebar were not looked for. {elsewhere}")]
    return jupyter_check.look()
