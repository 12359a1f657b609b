"""What pip installs for Provenote and for MLflow, each with all that it depends on, from the files that pip recorded.

    make bench-size
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

MIB = 2**20


def with_dependencies(name: str, found: dict[str, Distribution]) -> dict[str, Distribution]:
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key not in found:
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:  # for another platform
            return found
        for requirement in found[key].requires or []:
            if "extra ==" not in requirement:
                with_dependencies(re.match(r"[\w.-]+", requirement)[0], found)
    return found


def size(one: Distribution) -> int:
    files = (file.locate() for file in one.files or [])
    return sum(file.stat().st_size for file in files if file.exists())


def main() -> None:
    totals = {}
    for name in ("provenote", "mlflow"):
        found = with_dependencies(name, {})
        totals[name] = sum(map(size, found.values())) / MIB
        own = size(found[name]) / MIB
        print(f"{name:<12} {own:6.1f} MiB alone, {totals[name]:6.1f} MiB with its {len(found) - 1} dependencies")
    print(f"ratio        {totals['mlflow'] / totals['provenote']:.1f} (aim 10)")


main()
