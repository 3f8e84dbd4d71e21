# Read tables as R's readers do by default and write what they saw.
# usage: Rscript read.R READER FOLDER TABLE...
args <- commandArgs(trailingOnly = TRUE)
readers <- list(
  base = function(path) read.delim(path),
  fread = function(path) data.table::fread(path),
  readr = function(path) {
    suppressWarnings(readr::read_tsv(path, show_col_types = FALSE,
                                     progress = FALSE))
  }
)
plain <- function(column) {
  if (inherits(column, "POSIXct")) {
    return(format(column, "%Y-%m-%dT%H:%M:%S+00:00", tz = "UTC"))
  }
  if (is.numeric(column)) {
    return(ifelse(is.na(column), "", sprintf("%.15g", as.numeric(column))))
  }
  ifelse(is.na(column), "", as.character(column))
}
for (path in args[-(1:2)]) {
  table <- as.data.frame(readers[[args[1]]](path))
  cells <- as.data.frame(lapply(table, plain), stringsAsFactors = FALSE)
  names(cells) <- names(table)
  out <- file(file.path(args[2], basename(path)), "wb")
  write.table(cells, out, sep = "\t", quote = FALSE, row.names = FALSE, na = "")
  close(out)
}
