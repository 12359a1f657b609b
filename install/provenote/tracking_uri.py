"""MLFLOW_TRACKING_URI, as everybody below one Jupyter server is to understand it."""

import os
import re

VARIABLE = "MLFLOW_TRACKING_URI"
UNQUOTABLE = set("%?#")  # which MLflow's own reader takes as they are, and ours as parts of a URI
RELATIVE_FILE = re.compile(r"sqlite:///(?!/|[A-Za-z]:|:memory:)([^?]+)(\?.*)?")


def absolute(uri: str, folder: str) -> str:
    """`uri` with the path of a SQLite file below `folder`, where it is relative: a kernel would take it to be below its notebook's folder."""
    relative = RELATIVE_FILE.fullmatch(uri.strip())
    if relative is None or not UNQUOTABLE.isdisjoint(folder):
        return uri
    path, query = relative.groups("")
    return f"sqlite:///{os.path.abspath(os.path.join(folder, path))}{query}"


def settle() -> None:
    """For the kernels and servers that this process starts."""
    if VARIABLE in os.environ:
        os.environ[VARIABLE] = absolute(os.environ[VARIABLE], os.getcwd())
