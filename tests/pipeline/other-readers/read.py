"""Read tables as a reader does by default, and write what it saw.

usage: read.py csv|duckdb|mlr FOLDER TABLE...
"""
import csv
import datetime
import os
import subprocess
import sys


def by_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, "excel-tab"))


def by_duckdb(path):
    import duckdb
    seen = duckdb.sql("SELECT * FROM read_csv(?)", params=[path])
    return [seen.columns] + seen.fetchall()


def by_mlr(path):
    seen = subprocess.run(["mlr", "--itsv", "--ocsv", "cat", path],
                          stdout=subprocess.PIPE, check=True)
    return list(csv.reader(seen.stdout.decode().splitlines()))


def plain(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value)


reader = {"csv": by_csv, "duckdb": by_duckdb, "mlr": by_mlr}[sys.argv[1]]
csv.field_size_limit(1 << 28)
for path in sys.argv[3:]:
    with open(os.path.join(sys.argv[2], os.path.basename(path)), "w",
              encoding="utf-8") as out:
        for row in reader(path):
            print(*map(plain, row), sep="\t", file=out)
