"""Python MLflow doing what Tracking.java does: prints one figure, given what to do, a tracking URI and a count."""

import sys
import time

import mlflow
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

what, uri, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
if what == "log":
    mlflow.set_tracking_uri(uri)
    with mlflow.start_run():
        mlflow.log_metric("warm", 1)
        start = time.perf_counter()
        for step in range(count):
            mlflow.log_metric("m", step, step=step)
        print(count / (time.perf_counter() - start))
else:
    store = SqlAlchemyStore(uri, "./mlruns")
    times = []
    for _ in range(2):
        start = time.perf_counter()
        found = store.search_runs(["0"], "metrics.r2 > 0.3", 1, count, ["metrics.r2 DESC"])
        times.append(time.perf_counter() - start)
        assert len(found) == count
    print(min(times) * 1000)
