#!/bin/bash
# MLflow's own tests against our server: run.sh SOURCES [files and options of pytest]. SOURCES is a checkout of MLflow.
# MLFLOW_TESTS_PEER=mlflow takes the installed MLflow's server instead, =none leaves the tests as they are.
set -euo pipefail
test -d "${1:-}/tests/tracking" || { echo "name a checkout of MLflow: found no folder tests/tracking in '${1:-}'"; exit 2; }
sources=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Their tests alone, so that they import the MLflow that is installed.
ln -s "$sources/tests" "$folder/tests"
cd "$folder"
unset MLFLOW_TRACKING_URI
case "$*" in *tests/*) ;; *)
    set -- tests/tracking/test_{rest_tracking,mlflow_artifacts,tracking,log_image,log_figure}.py \
        "$(cd "$sources" && find tests/store/tracking -name test_sqlalchemy_store.py)" "$@" ;;
esac
PYTHONPATH="$here:$folder" "${PROVENOTE_TEST_PYTHON:-python3}" -m pytest -c /dev/null --rootdir "$folder" --basetemp "$folder/temp" \
    -p plugin -p no:cacheprovider -o asyncio_mode=auto -o asyncio_default_fixture_loop_scope=function -q --tb=short "$@"
