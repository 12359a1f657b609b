"""Notebooks and stores for the tests."""

import os
import sqlite3
import sys
from pathlib import Path

import nbformat

SCRIPTS = Path(sys.executable).parent


def write(path: Path, *cells: str, kernel: str = "provenote-java", language: str = "java") -> Path:
    """A notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": kernel, "display_name": language, "language": language}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def environment(**variables: str) -> dict[str, str]:
    """This process's environment with the tests' own scripts first and nothing of MLflow's."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "JPY_", "JUPYTER_"))}
    return {**clean, "PATH": f"{SCRIPTS}{os.pathsep}{clean.get('PATH', '')}", **variables}


def runs(database: Path) -> list[dict[str, str]]:
    """Of each run, oldest first: its experiment, name, status and tags."""
    connection = sqlite3.connect(f"file:{database}?mode=ro".replace("%", "%25").replace("#", "%23"), uri=True)
    try:
        found = connection.execute(
            "SELECT run_uuid, e.name, r.name, status FROM runs r JOIN experiments e USING (experiment_id)"
            " ORDER BY start_time"
        ).fetchall()
        return [
            {
                "experiment": experiment,
                "name": name,
                "status": status,
                **dict(connection.execute("SELECT key, value FROM tags WHERE run_uuid = ?", (run,)).fetchall()),
            }
            for run, experiment, name, status in found
        ]
    finally:
        connection.close()
