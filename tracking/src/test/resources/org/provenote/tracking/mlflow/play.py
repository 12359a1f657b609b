"""Plays a program of tracking calls (JSON lines on stdin) on MLflow's own store and prints each call's outcome."""

import json
import sys
import time

from mlflow.entities import (
    Dataset, DatasetInput, ExperimentTag, InputTag, Metric, Param, RunStatus, RunTag, ViewType)
from mlflow.exceptions import MlflowException
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

store = SqlAlchemyStore(sys.argv[1], sys.argv[2])
runs = []


def metric(m):
    return Metric(m["key"], float(m["value"]), m["timestamp"], m["step"])


def all_pages(page_of):
    page = page_of(None)
    found = list(page)
    while page.token:
        page = page_of(page.token)
        found.extend(page)
    return found


def number(value):
    return repr(float(value))


def words(pairs):
    return sorted([list(p) for p in pairs])


def shown_run(r):
    return {
        "name": r.info.run_name,
        "experiment": r.info.experiment_id,
        "user": r.info.user_id,
        "status": r.info.status,
        "times": [r.info.start_time, r.info.end_time],
        "stage": r.info.lifecycle_stage,
        "metrics": words((m.key, number(m.value), m.timestamp, m.step) for m in r.data._metric_objs),
        "params": words(r.data.params.items()),
        "tags": words(r.data.tags.items()),
        "inputs": words(
            [i.dataset.name, i.dataset.digest] + [f"{t.key}={t.value}" for t in i.tags] for i in r.inputs.dataset_inputs),
    }


def shown_experiment(e):
    return e and [e.name, e.lifecycle_stage, words(e.tags.items())]


def play(c):
    kind = c["call"]
    if kind.endswith("Experiment"):
        time.sleep(0.002)  # so that no two times of experiments, which searches sort by, are the same
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
    if kind == "logParam":
        return store.log_param(run, Param(c["key"], c["value"]))
    if kind == "setTag":
        return store.set_tag(run, RunTag(c["key"], c["value"]))
    if kind == "logMetric":
        return store.log_metric(run, metric(c["metric"]))
    if kind == "call on no run":
        return store.log_batch(c["run"], [], [], [RunTag("a", "b")])
    if kind == "getRun":
        return shown_run(store.get_run(run))
    if kind == "getExperiment":
        return shown_experiment(store.get_experiment(c["experiment"]))
    if kind == "findExperiment":
        return shown_experiment(store.get_experiment_by_name(c["name"]))
    if kind == "history":
        points = all_pages(lambda token: store.get_metric_history(run, c["key"], c["size"], token))
        return [[repr(m.value), m.timestamp, m.step] for m in points]
    if kind == "search":
        found = all_pages(lambda token: store.search_runs(
            c["experiments"], c["filter"], ViewType.from_string(c["view"]), c["size"], c["orderBy"], token))
        numbers = [runs.index(r.info.run_id) for r in found]
        by_id = "run_id" in str(c["orderBy"]) or "artifact_uri" in str(c["orderBy"])
        return sorted(numbers) if by_id else numbers
    if kind == "searchExperiments":
        found = all_pages(lambda token: store.search_experiments(
            ViewType.from_string(c["view"]), c["size"], c["filter"], c["orderBy"], token))
        return [e.experiment_id for e in found]
    raise ValueError(kind)


for line in sys.stdin:
    try:
        print(json.dumps({"result": play(json.loads(line))}, sort_keys=True))
    except MlflowException as e:
        print(json.dumps({"error": e.error_code}))
    except Exception as e:  # a crash: what its server answers then
        print(json.dumps({"error": "INTERNAL_ERROR"}))
