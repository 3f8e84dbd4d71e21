"""Print tables as Python's csv reads them with its defaults for TSV.

usage: readers.py TABLE...

A line a table: rows, columns, and a checksum of what the rows hold, which is
the one that readers.awk prints when it saw the same cells.
"""
import csv
import sys


def checksum(rows):
    """The bytes of every cell, each times its column, and the cells."""
    total = 0
    for row in rows:
        for column, cell in enumerate(row, 1):
            total += column * (1 + len(cell.encode()))
    return total


csv.field_size_limit(1 << 28)
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, "excel-tab"))
    widths = {len(row) for row in rows}
    print(path, len(rows) - 1, *sorted(widths), checksum(rows))
