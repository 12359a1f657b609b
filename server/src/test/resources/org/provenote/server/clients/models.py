"""Logged models of MLflow 3: logged, found, loaded and judged, checked where they are read back."""

import pathlib
import sys
import tempfile

import mlflow
import numpy
from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.data.meta_dataset import MetaDataset
from mlflow.entities import LoggedModelStatus, Metric
from mlflow.exceptions import MlflowException
from sklearn.linear_model import LinearRegression

mlflow.set_tracking_uri(sys.argv[1])
client = mlflow.MlflowClient()
experiment = mlflow.set_experiment("models")
work = pathlib.Path(tempfile.mkdtemp())


class Doubles(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[float]) -> list[float]:
        return [2 * x for x in model_input]


x = numpy.array([[0.0], [1.0], [2.0]])
fitted = LinearRegression().fit(x, [1.0, 3.0, 5.0])

with mlflow.start_run() as run:
    line = mlflow.sklearn.log_model(
        fitted, name="line", input_example=x, params={"slope": "2"}, tags={"kind": "linear"}, serialization_format="cloudpickle"
    )
    doubles = mlflow.pyfunc.log_model(name="doubles", python_model=Doubles())
    data = MetaDataset(HTTPDatasetSource("https://example.org/iris.csv"), name="iris", digest="abc")
    mlflow.log_metric("mse", 0.5, step=1, model_id=line.model_id, dataset=data)
    mlflow.log_metrics({"mse": 0.25, "r2": 0.9}, step=2, model_id=doubles.model_id)
run_id = run.info.run_id

for uri in (f"runs:/{run_id}/line", f"models:/{line.model_id}", line.model_uri):
    assert list(mlflow.pyfunc.load_model(uri).predict(x).round(6)) == [1, 3, 5], uri
assert mlflow.pyfunc.load_model(f"runs:/{run_id}/doubles").predict([1.0, 4.0]) == [2, 8]
assert mlflow.sklearn.load_model(f"models:/{line.model_id}").coef_.round(6) == [2]

read = client.get_run(run_id)
assert {o.model_id for o in read.outputs.model_outputs} == {line.model_id, doubles.model_id}, read.outputs
assert read.data.metrics == {"mse": 0.25, "r2": 0.9}, read.data.metrics
found = client.search_runs([experiment.experiment_id])[0]
assert {o.model_id for o in found.outputs.model_outputs} == {line.model_id, doubles.model_id}

model = mlflow.get_logged_model(line.model_id)
assert model.name == "line" and model.source_run_id == run_id and model.status == LoggedModelStatus.READY, model
assert model.params == {"slope": "2"} and model.tags["kind"] == "linear", model
assert [(m.key, m.value, m.step, m.dataset_name, m.dataset_digest, m.run_id) for m in model.metrics] == [
    ("mse", 0.5, 1, "iris", "abc", run_id)
], model.metrics

paths = {f.path for f in client.list_logged_model_artifacts(line.model_id)}
assert {"MLmodel", "model.pkl", "input_example.json"} <= paths, paths
local = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{line.model_id}", dst_path=str(work)))
assert line.model_id in (local / "MLmodel").read_text()


def names(**search):
    return [m.name for m in mlflow.search_logged_models(output_format="list", experiment_ids=[experiment.experiment_id], **search)]


assert names(filter_string="metrics.mse < 0.3") == ["doubles"]
assert names(filter_string="metrics.mse < 1", datasets=[{"dataset_name": "iris", "dataset_digest": "abc"}]) == ["line"]
assert names(filter_string="tags.kind = 'linear' AND params.slope LIKE '%'") == ["line"]
assert names(filter_string="name IN ('line', 'other')") == ["line"]
assert names(filter_string=f"source_run_id = '{run_id}'") == ["doubles", "line"]
assert names(order_by=[{"field_name": "metrics.mse", "ascending": False}]) == ["line", "doubles"]
first = client.search_logged_models([experiment.experiment_id], max_results=1)
second = client.search_logged_models([experiment.experiment_id], max_results=1, page_token=first.token)
assert [first[0].name, second[0].name, second.token] == ["doubles", "line", None]

with mlflow.start_run() as judge:
    client.log_inputs(judge.info.run_id, models=[mlflow.entities.LoggedModelInput(line.model_id)])
    client.log_batch(judge.info.run_id, metrics=[Metric("mae", 0.1, 5, 0, model_id=line.model_id)])
assert client.get_run(judge.info.run_id).inputs.model_inputs[0].model_id == line.model_id
assert {m.key for m in client.get_logged_model(line.model_id).metrics} == {"mse", "mae"}

mine = client.create_logged_model(experiment.experiment_id, name="mine", model_type="agent", params={f"p{i}": "v" for i in range(150)})
assert mine.status == LoggedModelStatus.PENDING and len(client.get_logged_model(mine.model_id).params) == 150
client.set_logged_model_tags(mine.model_id, {"a": "1", "b c": "2"})
client.set_logged_model_tags(mine.model_id, {"a": "3"})
client.delete_logged_model_tag(mine.model_id, "b c")
assert client.get_logged_model(mine.model_id).tags == {"a": "3"}
(work / "weights.bin").write_bytes(b"w" * 1000)
client.log_model_artifact(mine.model_id, str(work / "weights.bin"))
assert [f.path for f in client.list_logged_model_artifacts(mine.model_id)] == ["weights.bin"]
assert client.finalize_logged_model(mine.model_id, "FAILED").status == LoggedModelStatus.FAILED
client.delete_logged_model(mine.model_id)
for gone in (mine.model_id, "m-nope"):
    try:
        client.get_logged_model(gone)
        raise AssertionError("it is still there")
    except MlflowException as e:
        assert e.error_code == "RESOURCE_DOES_NOT_EXIST", e
assert names() == ["doubles", "line"]
print("all of it")
