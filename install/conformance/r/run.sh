#!/bin/bash
# MLflow's R client against our server: run.sh SOURCES [PATTERN of the names of test files]. SOURCES is a checkout of MLflow, whose
# client is installed until the tests have ended. MLFLOW_TESTS_PEER=mlflow takes the installed MLflow's server instead.
set -euo pipefail
client=${1:-}/mlflow/R/mlflow
test -f "$client/DESCRIPTION" || { echo "name a checkout of MLflow: found no folder mlflow/R/mlflow in '${1:-}'"; exit 2; }
command -v Rscript > /dev/null || { echo "R is missing (Debian: apt install r-base-core)"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
Rscript "$here/needed.R" "$client/DESCRIPTION"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/library" "$folder/tests"
R CMD INSTALL --no-docs --no-test-load --library="$folder/library" "$client" &> "$folder/log" || { cat "$folder/log"; exit 1; }
# In copies, since they write where they stand.
cp "$client"/tests/testthat/test-tracking-*.R "$here"/test-*.R "$folder/tests"
for name in "${!MLFLOW_@}"; do test "$name" = MLFLOW_TESTS_PEER || unset "$name"; done
export LC_ALL=C.UTF-8 TZ=${TZ:-UTC} R_LIBS=$folder/library PROVENOTE_LIBRARIES=$here/../../../server/target/lib
Rscript "$here/run.R" "$folder/tests" "${@:2}"
