"""A file that is large by these settings, sent and fetched in parts straight to and from the storage behind the server."""

import os
import sys
from pathlib import Path

MIB = 1024 * 1024
for name, value in {
    "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "true",
    "MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD": "true",
    "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE": 6 * MIB,
    "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE": 5 * MIB,  # S3 takes no smaller parts
    "MLFLOW_MULTIPART_DOWNLOAD_MINIMUM_FILE_SIZE": 6 * MIB,
    "MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE": 5 * MIB,
}.items():
    os.environ[name] = str(value)

import mlflow

mlflow.set_tracking_uri(sys.argv[1])
file = Path("large (1).bin")
file.write_bytes(os.urandom(12 * MIB))
with mlflow.start_run() as run:
    mlflow.log_artifact(str(file), "deep/er")
copy = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=f"deep/er/{file}", dst_path="copy")
assert Path(copy).read_bytes() == file.read_bytes()
print("all of it")
