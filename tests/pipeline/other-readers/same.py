"""Compare what a reader saw with the lines and TABs of the tables themselves.

usage: same.py FOLDER TABLE...

Every row and every cell counts.  A reader may turn a cell into a number, a
day, a moment or a truth value, so those are compared by what they mean; a
missing value is an empty cell, and to R the word NA is one.  R writes a dot in
the name of a column for what is no letter or digit; Miller undoes escapes.
"""
import datetime
import os
import re
import sys


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [line.split("\t") for line in file.read().split("\n")[:-1]]


def moment(cell):
    try:
        when = datetime.datetime.fromisoformat(cell.replace("Z", "+00:00"))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def same(want, got):
    if got in (want, want.replace("\\\\", "\\")) or (
            (want, got) in [("NA", ""), ("TRUE", "True")]):
        return True
    if number(want) is not None and number(got) is not None:
        return abs(number(want) - number(got)) <= 1e-12 * abs(number(want))
    return moment(want) is not None and moment(want) == moment(got)


def same_name(want, got):
    return got in (want, re.sub(r"[^\w.]", ".", want))


def compare(path, seen):
    want, got = rows(path), rows(seen)
    name = os.path.basename(path)
    if len(want) == 1 and not got:  # some print no header without rows
        return []
    if len(want) != len(got):
        return [f"{name}: {len(got) - 1} rows, not {len(want) - 1}"]
    faults = []
    for line, (a, b) in enumerate(zip(want, got), 1):
        if len(a) != len(b):
            faults.append(f"{name}:{line}: {len(b)} cells, not {len(a)}")
            continue
        faults += [f"{name}:{line}:{column}: {y!r}, not {x!r}"
                   for column, (x, y) in enumerate(zip(a, b), 1)
                   if not (same if line > 1 else same_name)(x, y)]
    return faults


faults = [fault for path in sys.argv[2:]
          for fault in compare(path, os.path.join(sys.argv[1],
                                                  os.path.basename(path)))]
if faults:
    sys.exit("\n".join(faults[:20]))
