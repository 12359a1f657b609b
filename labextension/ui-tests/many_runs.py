"""Fills the experiment of a notebook with runs: many_runs.py DATABASE NOTEBOOK COUNT. The first one has 100 params."""

import sqlite3
import sys
import uuid

database, notebook, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = sqlite3.connect(database, timeout=30)
(experiment,) = store.execute(
    "SELECT experiment_id FROM experiment_tags WHERE key = 'provenote.notebook.path' AND value = ?", [notebook]
).fetchone()
start = 1_700_000_000_000
for position in range(count):
    run = uuid.uuid4().hex
    params = 100 if position == count - 1 else 5
    store.execute(
        "INSERT INTO runs (run_uuid, name, experiment_id, status, start_time, end_time, lifecycle_stage, user_id,"
        " source_type, artifact_uri) VALUES (?, ?, ?, 'FINISHED', ?, ?, 'active', 'ada', 'LOCAL', '')",
        [run, f"run {position}", experiment, start + position * 60_000, start + position * 60_000 + 5_000],
    )
    store.executemany(
        "INSERT INTO params (run_uuid, key, value) VALUES (?, ?, ?)",
        [(run, f"param_{i}", str(position % (i + 2))) for i in range(params)],
    )
    store.executemany(
        "INSERT INTO latest_metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES (?, ?, ?, 0, 0, 0)",
        [(run, f"metric_{i}", position / (i + 1)) for i in range(5)],
    )
store.commit()
