"""Plays a program of tracking calls (JSON lines on stdin) on MLflow's own store and prints each call's outcome."""

import json
import sys

from mlflow.entities import (
    Dataset, DatasetInput, ExperimentTag, InputTag, Metric, Param, RunStatus, RunTag, ViewType)
from mlflow.exceptions import MlflowException
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

store = SqlAlchemyStore(sys.argv[1], sys.argv[2])
runs = []


def metric(m):
    return Metric(m["key"], float(m["value"]), m["timestamp"], m["step"])


def indexes(found):
    return [runs.index(r.info.run_id) for r in found]


def play(c):
    kind = c["call"]
    run = runs[c["run"]] if "run" in c else None
    if kind == "createExperiment":
        return store.create_experiment(c["name"], c.get("location"), [ExperimentTag(*t) for t in c["tags"]])
    if kind == "renameExperiment":
        return store.rename_experiment(c["experiment"], c["name"])
    if kind == "deleteExperiment":
        return store.delete_experiment(c["experiment"])
    if kind == "restoreExperiment":
        return store.restore_experiment(c["experiment"])
    if kind == "setExperimentTag":
        return store.set_experiment_tag(c["experiment"], ExperimentTag(c["key"], c["value"]))
    if kind == "deleteExperimentTag":
        return store.delete_experiment_tag(c["experiment"], c["key"])
    if kind == "createRun":
        runs.append(f"missing{len(runs)}")
        created = store.create_run(
            c["experiment"], c["user"], c["start"], [RunTag(*t) for t in c["tags"]], c["name"])
        runs[-1] = created.info.run_id
        return None
    if kind == "updateRun":
        status = RunStatus.from_string(c["status"]) if c["status"] else None
        store.update_run_info(run, status, c["end"], c["name"])
        return None
    if kind == "deleteRun":
        return store.delete_run(run)
    if kind == "restoreRun":
        return store.restore_run(run)
    if kind == "logBatch":
        return store.log_batch(
            run, [metric(m) for m in c["metrics"]], [Param(*p) for p in c["params"]], [RunTag(*t) for t in c["tags"]])
    if kind == "deleteTag":
        return store.delete_tag(run, c["key"])
    if kind == "logInputs":
        return store.log_inputs(run, [DatasetInput(Dataset(*c["dataset"]), [InputTag(*t) for t in c["tags"]])])
    if kind == "history":
        return [[repr(m.value), m.timestamp, m.step] for m in store.get_metric_history(run, c["key"])]
    if kind == "search":
        return indexes(store.search_runs(
            c["experiments"], c["filter"], ViewType.from_string(c["view"]), 1000, c["orderBy"]))
    if kind == "searchExperiments":
        found = store.search_experiments(ViewType.from_string(c["view"]), 1000, c["filter"], c["orderBy"])
        return [e.experiment_id for e in found]
    raise ValueError(kind)


for line in sys.stdin:
    try:
        print(json.dumps({"result": play(json.loads(line))}))
    except MlflowException as e:
        print(json.dumps({"error": e.error_code}))
