# What the client can do, from R to the store and back, with what is awkward on the way: MLflow's own tests leave most of that out.

named <- function(entries) setNames(as.list(entries[[1]]$value), entries[[1]]$key)
files <- function(...) suppressMessages(mlflow_list_artifacts(...))

test_that("experiments are made, tagged, found, renamed, deleted and restored", {
  serve()
  id <- mlflow_create_experiment("Größe \u6570", tags = list(team = "r", note = "line 1\nline 2"))
  expect_equal(mlflow_set_experiment("Größe \u6570"), id)
  expect_message(mlflow_set_experiment("by R"), "does not exist. Creating a new experiment")
  mlflow_set_experiment_tag("count", 100000)
  expect_equal(named(mlflow_get_experiment()$tags), list(count = "1e+05"))

  expect_setequal(mlflow_search_experiments()$experiments$name, c("Default", "Größe \u6570", "by R"))
  found <- mlflow_search_experiments("tags.team = 'r'", order_by = "name ASC")$experiments
  expect_equal(found$experiment_id, id)
  expect_mapequal(named(found$tags), list(team = "r", note = "line 1\nline 2"))
  expect_null(mlflow_search_experiments("name = 'none'"))

  mlflow_rename_experiment("renamed", id)
  expect_equal(mlflow_get_experiment(name = "renamed")$experiment_id, id)
  mlflow_delete_experiment(id)
  expect_equal(mlflow_search_experiments(experiment_view_type = "DELETED_ONLY")$experiments$experiment_id, id)
  expect_equal(mlflow_get_experiment(id)$lifecycle_stage, "deleted")
  mlflow_restore_experiment(id)
  expect_equal(mlflow_get_experiment(id)$lifecycle_stage, "active")
  expect_error(mlflow_create_experiment("renamed"), "400.*RESOURCE_ALREADY_EXISTS")
  expect_error(mlflow_delete_experiment("4711"), "404.*RESOURCE_DOES_NOT_EXIST")
})

test_that("experiments come in pages", {
  serve()
  for (name in c("a", "b", "c")) mlflow_create_experiment(name)
  first <- mlflow_search_experiments(max_results = 3, order_by = "name ASC")
  second <- mlflow_search_experiments(max_results = 3, order_by = "name ASC", page_token = first$next_page_token)
  expect_equal(c(first$experiments$name, second$experiments$name), c("Default", "a", "b", "c"))
  expect_null(second$next_page_token)
})

test_that("what a run logs is read back", {
  serve()
  mlflow_set_experiment("by R")
  run <- mlflow_start_run()
  expect_equal(run$status, "RUNNING")
  expect_true(is.na(run$end_time))
  mlflow_log_param("trees", 100000)
  mlflow_log_param("formula", "y ~ x + \"z\" \\ 100 % ä")
  mlflow_log_param("none", NA)
  mlflow_set_tag("stage", TRUE)
  mlflow_set_tag("mlflow.note.content", "# Note\n\n*with* lines")
  mlflow_log_metric("loss", 1 / 3, step = 1e5, timestamp = 1.6e12)
  mlflow_log_metric("loss", 1e-300, step = 2e9, timestamp = 1.7e12)
  mlflow_log_metric("loss", NaN, step = -1)
  for (value in c(Inf, -Inf, -0, 5e-324)) mlflow_log_metric("edge", value)
  mlflow_log_batch(
    metrics = data.frame(key = c("mae", "mae"), value = c(0.5, Inf), step = c(0, 1e6), timestamp = c(1e12, 1.7e12)),
    params = data.frame(key = c("a b/c.d-e_f", "long"), value = c("", strrep("x", 6000))),
    tags = data.frame(key = "kind", value = "\u6570")
  )
  ended <- mlflow_end_run()

  expect_equal(ended$status, "FINISHED")
  expect_gte(as.numeric(ended$end_time), as.numeric(ended$start_time))
  expect_mapequal(named(ended$params), list(
    trees = "1e+05", formula = "y ~ x + \"z\" \\ 100 % ä", none = "NA", "a b/c.d-e_f" = "", long = strrep("x", 6000)
  ))
  tags <- named(ended$tags)
  expect_equal(tags[c("stage", "kind")], list(stage = "TRUE", kind = "\u6570"))
  expect_equal(tags$mlflow.note.content, "# Note\n\n*with* lines")
  expect_equal(tags$mlflow.source.type, "LOCAL")
  expect_equal(ended$user_id, tags$mlflow.user)
  expect_equal(named(ended$metrics)$loss, 1e-300)
  expect_equal(mlflow_get_metric_history("loss", ended$run_id)$step, c(1e5, 2e9, -1))
  # R sends 15 digits.
  expect_equal(as.double(mlflow_get_metric_history("loss", ended$run_id)$value), c(0.333333333333333, 1e-300, NaN), tolerance = 0)
  largest <- .Machine$double.xmax
  expect_setequal(as.double(mlflow_get_metric_history("edge", ended$run_id)$value), c(largest, -largest, 0, 5e-324))
  expect_equal(as.double(mlflow_get_metric_history("mae", ended$run_id)$timestamp), c(1e9, 1.7e9))
})

test_that("tags are replaced and deleted, params stay as they are", {
  serve()
  mlflow_start_run()
  mlflow_set_tag("a", 1)
  mlflow_set_tag("a", 2)
  mlflow_log_param("p", 1)
  mlflow_log_param("p", 1)
  expect_equal(named(mlflow_get_run()$tags)$a, "2")
  mlflow_delete_tag("a")
  expect_null(named(mlflow_get_run()$tags)$a)
  expect_error(mlflow_log_param("p", 2), "400.*INVALID_PARAMETER_VALUE")
  expect_error(mlflow_delete_tag("a"), "404.*RESOURCE_DOES_NOT_EXIST")
  expect_error(mlflow_log_param("bad\tkey", 2), "400.*INVALID_PARAMETER_VALUE")
  expect_error(mlflow_log_metric("m", 1, run_id = "none"), "404.*RESOURCE_DOES_NOT_EXIST")
})

test_that("runs are nested, end as they are told to, and go on", {
  serve()
  mlflow_set_experiment("by R")
  parent <- mlflow_start_run()
  child <- mlflow_start_run(nested = TRUE)
  expect_equal(named(child$tags)$mlflow.parentRunId, parent$run_id)
  mlflow_end_run("KILLED")
  mlflow_end_run("FAILED")
  expect_equal(mlflow_get_run(child$run_id)$status, "KILLED")
  expect_equal(mlflow_get_run(parent$run_id)$status, "FAILED")
  mlflow_start_run(run_id = child$run_id)
  mlflow_log_metric("later", 1)
  expect_equal(named(mlflow_end_run()$metrics), list(later = 1))
})

test_that("runs are searched, ordered, deleted and restored", {
  serve()
  id <- mlflow_set_experiment("by R")
  expect_equal(nrow(mlflow_search_runs()), 0)
  for (depth in 1:3) {
    with(mlflow_start_run(), {
      mlflow_log_param("depth", depth)
      mlflow_log_metric("r2", depth / 4)
      mlflow_set_tag("odd one", depth %% 2 == 1)
    })
  }
  found <- mlflow_search_runs("metrics.r2 > 0.3 AND tags.`odd one` = 'TRUE'")
  expect_equal(named(found$params), list(depth = "3"))
  depths <- function(...) as.integer(unlist(purrr::map(mlflow_search_runs(...)$params, "value")))
  expect_equal(depths(order_by = "params.depth DESC"), 3:1)
  expect_equal(depths(order_by = list("metrics.r2 ASC")), 1:3)
  expect_setequal(depths("attributes.status = 'FINISHED' and metrics.r2 < 0.6", experiment_ids = list("0", id)), 1:2)
  expect_error(mlflow_search_runs("depth ="), "400.*INVALID_PARAMETER_VALUE")

  mlflow_delete_run(found$run_id)
  expect_equal(mlflow_search_runs(run_view_type = "DELETED_ONLY")$run_id, found$run_id)
  expect_equal(nrow(mlflow_search_runs()), 2)
  expect_error(mlflow_log_metric("r2", 1, run_id = found$run_id), "400.*INVALID_PARAMETER_VALUE")
  expect_equal(mlflow_restore_run(found$run_id)$lifecycle_stage, "active")
  expect_equal(nrow(mlflow_search_runs(run_view_type = "ALL")), 3)
})

test_that("artifacts go up, are listed and come down through the server", {
  serve("--artifacts-destination", tempfile("artifacts"))
  folder <- tempfile("plots")
  fs::dir_create(folder, "deep")
  writeLines("<svg/>", file.path(folder, "deep", "a b ä%.svg"))
  saveRDS(mtcars, file.path(folder, "model.rds"))
  run <- mlflow_start_run()
  expect_match(run$artifact_uri, "^mlflow-artifacts:")
  expect_equal(nrow(files()), 0)
  expect_setequal(suppressMessages(mlflow_log_artifact(folder, "plots"))$path, c("plots/deep", "plots/model.rds"))
  suppressMessages(mlflow_log_artifact(file.path(folder, "model.rds")))
  mlflow_end_run()

  listed <- files(run_id = run$run_id)
  expect_equal(listed[order(listed$path), ]$path, c("model.rds", "plots"))
  expect_equal(listed[order(listed$path), ]$is_dir, c(FALSE, TRUE))
  expect_equal(listed[order(listed$path), ]$file_size, c(file.size(file.path(folder, "model.rds")), NA))
  expect_equal(files("plots/deep", run$run_id)$path, "plots/deep/a b ä%.svg")
  expect_equal(readRDS(mlflow_download_artifacts("model.rds", run$run_id)), mtcars)
  expect_equal(readLines(file.path(mlflow_download_artifacts("plots", run$run_id), "deep", "a b ä%.svg")), "<svg/>")
  expect_error(mlflow_download_artifacts("none.rds", run$run_id))
})

test_that("models are logged and loaded", {
  registerS3method("mlflow_save_model", "lines", envir = asNamespace("mlflow"), function(model, path, model_spec = list(), ...) {
    fs::dir_create(path)
    writeLines(model, file.path(path, "lines.txt"))
    model_spec$flavors <- list(lines = list(file = "lines.txt"))
    mlflow:::mlflow_write_model_spec(path, model_spec)
    model_spec
  })
  registerS3method("mlflow_load_flavor", "mlflow_flavor_lines", envir = asNamespace("mlflow"), function(flavor, model_path) {
    readLines(file.path(model_path, "lines.txt"))
  })
  serve("--artifacts-destination", tempfile("artifacts"))
  run <- mlflow_start_run()
  suppressMessages(mlflow_log_model(structure(c("a", "b"), class = "lines"), "model"))
  history <- jsonlite::fromJSON(named(mlflow_end_run()$tags)$`mlflow.log-model.history`)
  expect_equal(history$run_id, run$run_id)
  expect_equal(mlflow_load_model(paste0("runs:/", run$run_id, "/model")), c("a", "b"))
})

test_that("a project of R runs as a run of the server", {
  serve()
  id <- mlflow_set_experiment("by R")
  project <- tempfile("project")
  fs::dir_create(project)
  writeLines(c("library(mlflow)", "mlflow_log_param('seen', mlflow_param('depth', 1, 'integer') + 1L)"), file.path(project, "train.R"))
  run <- mlflow_run(project, "train.R", parameters = list(depth = 4), env_manager = "local")
  expect_equal(mlflow_get_run(run)$experiment_id, id)
  expect_equal(named(mlflow_get_run(run)$params)[c("depth", "seen")], list(depth = "4", seen = "5"))
})

test_that("a server with a token is told it", {
  skip_if(peer, "MLflow's server takes no token")
  serve(env = c(PROVENOTE_SERVER_TOKEN = "secret"))
  expect_error(mlflow_search_experiments(), "401")
  withr::with_envvar(c(MLFLOW_TRACKING_TOKEN = "secret"), expect_equal(mlflow_search_experiments()$experiments$name, "Default"))
})

test_that("the registry is refused in MLflow's form", {
  skip_if(peer, "MLflow's server has one")
  serve()
  expect_error(mlflow_create_registered_model("model"), "404.*ENDPOINT_NOT_FOUND")
})
