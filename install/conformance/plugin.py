"""Points MLflow's tests at a server: what would start MLflow's own starts it instead. A pytest plugin."""

import os
from collections import Counter
from contextlib import contextmanager
from fnmatch import fnmatch

import pytest
import servers
from left_out import LEFT_OUT
from servers import Server

_counts: Counter[str] = Counter()
_named: list[str] = []


def initialize_backend_stores(backend_store_uri: str, default_artifact_root: str, **_) -> None:
    """The tests name the database here, and start the server afterwards."""
    _named[:] = [backend_store_uri, "--default-artifact-root", default_artifact_root]


def server_thread(_app, _port) -> Server:
    return Server(*_named)


@contextmanager
def init_server(backend_uri: str, root_artifact_uri: str, **_):
    with Server(backend_uri, "--default-artifact-root", root_artifact_uri) as url:
        yield url


def launch_server(_host, port, backend_store_uri, _default_artifact_root, artifacts_destination) -> Server:
    return Server(backend_store_uri, "--artifacts-destination", artifacts_destination, port=port)


def served_sqlite_uri(path) -> str:
    return servers.for_this_test(f"sqlite:///{path}")


def replacements() -> dict:
    from served_store import ServedStore

    return {
        "initialize_backend_stores": initialize_backend_stores,
        "ServerThread": server_thread,
        "_init_server": init_server,
        "_launch_server": launch_server,
        "SqlAlchemyStore": ServedStore,
    }


def pytest_configure():
    """Stands in for what the tests import and do not use here: the name of a class for workspaces has changed."""
    from mlflow.store.tracking import sqlalchemy_store

    if not hasattr(sqlalchemy_store, "WorkspaceAwareSqlAlchemyStore"):
        sqlalchemy_store.WorkspaceAwareSqlAlchemyStore = type("None_", (), {})


def pytest_collection_modifyitems(config, items):
    import tests.conftest

    # What its fixture resets there is named otherwise in other versions, and workspaces are not served anyway.
    tests.conftest.workspace_context = tests.conftest.workspace_utils = None
    replaced = {} if os.environ.get("MLFLOW_TESTS_PEER") == "none" else replacements()
    if replaced:
        # Tests that name no server get one for the file that they would have opened.
        tests.conftest.path_to_local_sqlite_uri = served_sqlite_uri
    for module in {item.module for item in items}:
        for name in replaced.keys() & vars(module).keys():
            setattr(module, name, replaced[name])
    kept = [item for item in items if not is_left_out(item.nodeid)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def is_left_out(test: str) -> bool:
    for reason, patterns in LEFT_OUT.items():
        if any(fnmatch(test, "*" + pattern.replace("[", "[[]")) for pattern in patterns):
            _counts[reason] += 1
            return True
    return False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    try:
        return (yield)
    finally:
        servers.stop_those_of_this_test()


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("left out, and why")
    for reason, count in _counts.most_common():
        terminalreporter.write_line(f"{count:5}  {reason}")
