"""Everything of MLflow's fluent API that touches a tracking server, checked where it is read back."""

import math
import os
import pathlib
import sys
import tempfile

import mlflow
from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.data.meta_dataset import MetaDataset
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()

experiment = mlflow.set_experiment("fluent ü")
mlflow.set_experiment_tag("team", "a'b")
work = pathlib.Path(tempfile.mkdtemp())
(work / "folder/sub").mkdir(parents=True)
(work / "folder/sub/ü b.txt").write_text("deep", encoding="utf-8")
(work / "model.bin").write_bytes(bytes(range(256)) * 9000)

with mlflow.start_run(run_name="parent", description="notes", tags={"k": "v"}) as parent:
    mlflow.log_param("alpha", 0.5)
    mlflow.log_params({"p1": "1", "p2": "é"})
    for step in range(20):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"r2": 0.9, "nan": float("nan"), "inf": float("inf")}, step=3)
    mlflow.set_tag("colour", "red")
    mlflow.set_tags({"a": 1, "b": 2})
    mlflow.log_input(MetaDataset(HTTPDatasetSource("https://example.org/iris.csv"), name="iris"), context="training")
    mlflow.log_text("hello", "texts/hello.txt")
    mlflow.log_dict({"x": [1, 2]}, "x.json")
    mlflow.log_artifact(work / "model.bin")
    mlflow.log_artifacts(work / "folder", "copy")
    with mlflow.start_run(run_name="child", nested=True) as child:
        mlflow.log_metric("r2", 0.1)

run = mlflow.get_run(parent.info.run_id)
assert run.info.status == "FINISHED" and run.info.run_name == "parent", run.info
assert run.data.params == {"alpha": "0.5", "p1": "1", "p2": "é"}, run.data.params
assert run.data.metrics["loss"] == 1 / 20 and math.isnan(run.data.metrics["nan"])
assert run.data.tags["colour"] == "red" and run.data.tags["mlflow.note.content"] == "notes"
assert run.inputs.dataset_inputs[0].dataset.name == "iris"
history = client.get_metric_history(parent.info.run_id, "loss")
assert [m.step for m in history] == list(range(20)), history
assert client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == parent.info.run_id

paths = [f.path for f in client.list_artifacts(parent.info.run_id)]
assert paths == ["copy", "model.bin", "texts", "x.json"], paths
there = pathlib.Path(mlflow.artifacts.download_artifacts(run_id=parent.info.run_id, dst_path=tempfile.mkdtemp()))
assert (there / "model.bin").read_bytes() == (work / "model.bin").read_bytes()
assert (there / "copy/sub/ü b.txt").read_text(encoding="utf-8") == "deep"
assert mlflow.artifacts.load_dict(run.info.artifact_uri + "/x.json") == {"x": [1, 2]}

found = mlflow.search_runs(experiment_names=["fluent ü"], filter_string="metrics.r2 > 0.3", order_by=["metrics.r2 DESC"])
assert list(found.run_id) == [parent.info.run_id], found
everything = mlflow.search_runs(experiment_ids=[experiment.experiment_id], output_format="list")
assert {r.info.run_name for r in everything} == {"parent", "child"}

client.log_batch(child.info.run_id, [Metric("m", i, i, i) for i in range(1000)])
client.log_batch(child.info.run_id, [], [Param("q", "1")], [RunTag("t", "1")])
client.delete_tag(child.info.run_id, "t")
try:
    client.log_param(child.info.run_id, "q", "2")
    raise AssertionError("a param was changed")
except MlflowException as e:
    assert e.error_code == "INVALID_PARAMETER_VALUE", e
client.update_run(child.info.run_id, status="FAILED", name="renamed")
assert client.get_run(child.info.run_id).info.run_name == "renamed"
client.delete_run(child.info.run_id)
deleted = client.search_runs([experiment.experiment_id], run_view_type=ViewType.DELETED_ONLY)
assert [r.info.run_id for r in deleted] == [child.info.run_id]
client.restore_run(child.info.run_id)
client.set_terminated(child.info.run_id)

for i in range(25):
    client.create_run(experiment.experiment_id, start_time=i)
page = client.search_runs([experiment.experiment_id], max_results=10)
seen = list(page)
while page.token:
    page = client.search_runs([experiment.experiment_id], max_results=10, page_token=page.token)
    seen += page
assert len(seen) == len({r.info.run_id for r in seen}) == 27, len(seen)

client.rename_experiment(experiment.experiment_id, "renamed")
assert client.get_experiment_by_name("renamed").tags["team"] == "a'b"
client.delete_experiment(experiment.experiment_id)
assert client.get_experiment(experiment.experiment_id).lifecycle_stage == "deleted"
client.restore_experiment(experiment.experiment_id)
assert "renamed" in {e.name for e in client.search_experiments(filter_string="name LIKE 're%'")}
print("all of it")
