"""Fills install/share with what the other folders built, as the wheel lays it out.

    share/jupyter/kernels/provenote-java/     kernelspec and kernel jar (JJava's own jar comes with its wheel;
                                              an IJava that the user has is served by the same kernel jar)
    share/jupyter/labextensions/provenote/    the sidebar, prebuilt
    share/provenote/lib/                      the server, the magics and what they need
    share/provenote/pages/                    the server's web pages

Run after the Maven build and the labextension's. Names everything that is missing; `--partial` stages what exists.
"""

import argparse
import re
import shutil
import sys
import zipfile
from pathlib import Path

INSTALL = Path(__file__).resolve().parent
REPO = INSTALL.parent
SHARE = INSTALL / "share"
KERNELS = REPO / "kernel-extension/target"
MODULES = [REPO / "server/target", KERNELS]
LABEXTENSION = REPO / "labextension/dist/labextension"
SIGNATURE = re.compile(r"META-INF/[^/]+\.(SF|RSA|DSA|EC)")
PAGES = REPO / "labextension/dist/pages"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partial", action="store_true", help="stage what exists, for work on one part")
    partial = parser.parse_args().partial
    shutil.rmtree(SHARE, ignore_errors=True)
    missing = [*stage_kernels(), *stage_libraries(), *stage_built()]
    for path in missing:
        print(f"stage: not built yet: {path.relative_to(REPO)}", file=sys.stderr)
    return 1 if missing and not partial else 0


def stage_kernels():
    spec = SHARE / "jupyter/kernels/provenote-java"
    shutil.copytree(INSTALL / "kernels/provenote-java", spec)
    # Made anew where it runs, as the server's is (provenote/archive.py); here so that pip knows the file and removes it.
    (spec / "classes.jsa").touch()
    yield from copy(KERNELS / "provenote-kernel.jar", spec)


def stage_libraries():
    for target in MODULES:
        libraries = sorted((target / "lib").glob("*.jar"))
        for jar in libraries or [target / "lib"]:
            yield from copy(jar, SHARE / "provenote/lib")
    for jar in (SHARE / "provenote/lib").glob("*.jar"):
        remove_signature(jar)
    yield from copy(REPO / f"server/target/server-{version()}.jar", SHARE / "provenote/lib")
    for made_there in ("classes.jsa", "sqlite.native"):
        (SHARE / "provenote/lib" / made_there).touch()


def stage_built():
    for folder, place in ((LABEXTENSION, "jupyter/labextensions/provenote"), (PAGES, "provenote/pages")):
        if folder.is_dir():
            shutil.copytree(folder, SHARE / place)
        else:
            yield folder


def version() -> str:
    """The version of the Maven build, which is also the wheel's."""
    pom = (REPO / "pom.xml").read_text(encoding="utf-8")
    return re.search(r"<artifactId>provenote</artifactId>\s*<version>([^<]+)", pom)[1]


def copy(file: Path, folder: Path):
    """Copies `file`, or yields it when it does not exist."""
    if not file.is_file():
        yield file
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, folder)


def remove_signature(jar: Path):
    """A signed jar's classes are checked one by one as they are loaded, a quarter of the first capture's time."""
    with zipfile.ZipFile(jar) as signed:
        kept = [entry for entry in signed.infolist() if not SIGNATURE.fullmatch(entry.filename)]
        if len(kept) == len(signed.infolist()):
            return
        unsigned = jar.with_suffix(".unsigned")
        with zipfile.ZipFile(unsigned, "w", zipfile.ZIP_DEFLATED) as written:
            for entry in kept:
                written.writestr(entry, signed.read(entry))
    unsigned.replace(jar)


if __name__ == "__main__":
    sys.exit(main())
