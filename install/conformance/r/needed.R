# Says which packages of R are missing that MLflow's client and its tests need: needed.R DESCRIPTION
description <- read.dcf(commandArgs(trailingOnly = TRUE), fields = c("Version", "Imports"))
imports <- sub("[ (].*", "", trimws(strsplit(description[, "Imports"], ",")[[1]]))
missing <- Filter(function(package) !requireNamespace(package, quietly = TRUE), c(imports, "testthat"))
if (length(missing)) {
  cat("R lacks packages (Debian: apt install ", paste0("r-cran-", tolower(missing), collapse = " "), ")\n", sep = "")
  quit(status = 2)
}
cat("MLflow's client", description[, "Version"], "in", R.version.string, "\n")
