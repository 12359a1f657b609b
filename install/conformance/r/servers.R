# The server that the tests speak to, one at a time: ours, or MLflow's own to see what fails there too.

python <- Sys.getenv("PROVENOTE_TEST_PYTHON", Sys.which("python3"))
ours <- c(
  "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.locale.providers=SPI",
  "-cp", file.path(Sys.getenv("PROVENOTE_LIBRARIES"), "*"), "org.provenote.server.Main", "server", "--parent-pid", Sys.getpid()
)
theirs <- c(python, "-m", "mlflow", "server", "--workers", "1")
peer <- Sys.getenv("MLFLOW_TESTS_PEER") == "mlflow"
server <- NULL

# Starts one on a new database, in the place of the one before, for a client that knows of no run and no experiment.
serve <- function(..., env = character()) {
  stop_serving()
  rm(list = ls(mlflow:::.globals), envir = mlflow:::.globals)
  port <- mlflow:::mlflow_connect_port()
  options <- c("--backend-store-uri", paste0("sqlite:///", tempfile(fileext = ".db")), "--port", port, ...)
  command <- c(if (peer) theirs else ours, options)
  withr::with_envvar(env, server <<- processx::process$new(command[1], command[-1], stdout = "server.log", stderr = "2>&1"))
  url <- paste0("http://127.0.0.1:", port)
  mlflow:::wait_for(function() if (server$is_alive()) httr::stop_for_status(httr::GET(paste0(url, "/health"))), wait = 60, sleep = 0.1)
  if (!server$is_alive()) stop("the server has ended:\n", paste(readLines("server.log"), collapse = "\n"))
  mlflow_set_tracking_uri(url)
}

stop_serving <- function() {
  if (!is.null(server)) server$kill_tree()
  server <<- NULL
}

# What MLflow's tests call between two tests, in the place of their own, which ends the servers that the client started.
mlflow_clear_test_dir <- function(path) {
  unlink(path, recursive = TRUE)
  serve("--default-artifact-root", file.path(getwd(), path))
}
