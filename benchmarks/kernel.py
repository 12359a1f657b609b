"""What tracking costs a kernel: start to first cell done, and the round trip of a trivial cell, with against without.

    make bench-kernel

Both kernels are started in turn, A B A B …, so that a machine whose speed drifts is unfair to neither. The peer is
JJava's own kernelspec, as the jjava wheel installs it.
"""

import argparse
import statistics
import time

from jupyter_client.manager import KernelManager

OURS = "provenote-java"
PEER = "java"
TRIVIAL = "1 + 1"


def start_to_first_cell(kernel: str) -> tuple[float, KernelManager, object]:
    """Seconds from asking for the kernel to the reply of its first cell."""
    begun = time.perf_counter()
    manager = KernelManager(kernel_name=kernel)
    manager.start_kernel()
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.execute_interactive(TRIVIAL, timeout=60, output_hook=lambda _: None)
    return time.perf_counter() - begun, manager, client


def round_trips(client, cells: int) -> list[float]:
    """Seconds of each trivial cell."""
    taken = []
    for _ in range(cells):
        begun = time.perf_counter()
        client.execute_interactive(TRIVIAL, timeout=60, output_hook=lambda _: None)
        taken.append(time.perf_counter() - begun)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="starts of each kernel")
    parser.add_argument("--cells", type=int, default=60, help="trivial cells per start")
    options = parser.parse_args()

    starts = {OURS: [], PEER: []}
    cells = {OURS: [], PEER: []}
    for number in range(options.rounds + 1):
        for kernel in (OURS, PEER):
            seconds, manager, client = start_to_first_cell(kernel)
            trips = round_trips(client, options.cells)
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            if number:  # the first round warms the disk's cache
                starts[kernel].append(seconds)
                cells[kernel] += trips[10:]
    print(f"{'':32}{'ours':>10}{'JJava':>10}{'ratio':>8}")
    line("start to first cell done, s", starts, 1)
    line("trivial cell, p50, ms", cells, 1000)


def line(what: str, seconds: dict[str, list[float]], unit: float) -> None:
    ours, peer = (statistics.median(seconds[kernel]) * unit for kernel in (OURS, PEER))
    print(f"{what:32}{ours:10.2f}{peer:10.2f}{ours / peer:8.2f}")


if __name__ == "__main__":
    main()
