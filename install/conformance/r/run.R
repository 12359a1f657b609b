# Runs the tests of a folder, MLflow's own and ours, against servers: run.R FOLDER [PATTERN of the names of files]
arguments <- commandArgs(trailingOnly = TRUE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
# These fail at MLflow's server of the same database too: their words are those of the old store of files.
other_words <- "mlflow_get_experiment() not found error"

library(mlflow)
env <- new.env(parent = asNamespace("mlflow"))
sys.source(file.path(here, "servers.R"), env)
# The client carries artifacts by MLflow's command, whose Python is not to take the libraries that R takes.
Sys.setenv(MLFLOW_PYTHON_BIN = env$python, MLFLOW_BIN = file.path(dirname(env$python), "mlflow"))
Sys.unsetenv("LD_LIBRARY_PATH")
results <- as.data.frame(testthat::test_dir(
  arguments[1], if (length(arguments) > 1) arguments[2],
  env = env, load_helpers = FALSE, package = "mlflow", load_package = "none", reporter = "check", stop_on_failure = FALSE
))
env$stop_serving()

failed <- results$test[results$failed > 0 | results$error]
cat(nrow(results), " tests, failed as at MLflow's server: ", sum(failed %in% other_words), ", otherwise: ", sum(!failed %in% other_words), "\n", sep = "")
quit(status = as.integer(!all(failed %in% other_words)))
