"""Check aggregate against fractions and statistics over random tables.

usage: check.py TABLES [SEED]     (aggregate is taken from PATH)
"""
import datetime
import random
import statistics
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

MEASURES = ["count", "count:x", "sum:x", "mean:x", "min:x", "max:x",
            "median:x", "distinct:x", "distinct:t", "first:t", "last:t",
            "missing:x", "sum:y", "mean:y", "median:y"]
BUCKETS = {
    "": lambda d: d,
    "day": lambda d: d,
    "week": lambda d: "%04d-W%02d" % iso(d)[:2],
    "month": lambda d: d[:7],
    "quarter": lambda d: "%s-Q%d" % (d[:4], (int(d[5:7]) + 2) // 3),
    "year": lambda d: d[:4],
    "weekday": lambda d: str(iso(d)[2]),
}


def iso(day):
    return tuple(datetime.date.fromisoformat(day).isocalendar())


def random_number(rng):
    kind = rng.random()
    if kind < 0.15:
        return ""
    if kind < 0.5:
        return str(rng.randint(-50, 400))
    whole = str(rng.randint(0, 10 ** rng.choice([1, 3, 9, 18]) - 1))
    digits = rng.choice([1, 2, 6, 18])
    fraction = "".join(rng.choice("0123456789") for _ in range(digits))
    return rng.choice(["", "-", "+"]) + whole + "." + fraction


def random_day(rng):
    if rng.random() < 0.1:
        return ""
    day = datetime.date(1900, 1, 1) + datetime.timedelta(
        rng.choice([rng.randint(0, 109570), rng.randint(45000, 45400)]))
    return day.isoformat()


def random_rows(rng):
    keys = ["", "a", "b", "Aceh", "Maluku Utara", "é", "z" * 40]
    keys += ["k%d" % i for i in range(rng.choice([0, 0, 2000]))]
    return [{"k": rng.choice(keys), "d": random_day(rng),
             "x": random_number(rng), "y": str(rng.randint(0, 9)),
             "t": rng.choice(["", "u", "v", "w w"])}
            for _ in range(rng.choice([0, 1, 2, 50, 3000]))]


def put(value, digits=None):
    """A fraction as aggregate prints it; rounded half to even."""
    if value is None:
        return ""
    value = Fraction(value)
    if digits is not None:
        value = Fraction(round(value * 10 ** digits), 10 ** digits)
    # Exact: the denominator is a power of ten by now.
    scaled = value * 10 ** 20
    assert scaled.denominator == 1
    text = "%021d" % abs(scaled.numerator)
    text = (text[:-20] + "." + text[-20:]).rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + text


def reckon(measure, rows, digits):
    name, _, column = measure.partition(":")
    cells = [row[column] for row in rows] if column else None
    there = [cell for cell in cells if cell] if column else None
    if name == "count":
        return str(len(rows) if cells is None else len(there))
    if name == "missing":
        return str(len(cells) - len(there))
    if name == "distinct":
        return str(len(set(there)))
    if name in ("first", "last"):
        return (there or [""])[0 if name == "first" else -1]
    numbers = [Fraction(Decimal(cell)) for cell in there]
    if not numbers:
        return "0" if name == "sum" and not cells else ""
    if name == "mean":
        return put(sum(numbers) / len(numbers), digits)
    return put({"sum": sum, "min": min, "max": max,
                "median": statistics.median}[name](numbers))


def expected(rows, buckets, digits):
    groups = {}
    if not buckets:
        groups[()] = rows
    for row in rows if buckets else []:
        key = tuple(BUCKETS[b](row[c]) if row[c] else "" for b, c in buckets)
        groups.setdefault(key, []).append(row)
    lines = []
    for key in sorted(groups, key=lambda k: [c.encode() for c in k]):
        lines.append(list(key) + [reckon(m, groups[key], digits)
                                  for m in MEASURES])
    return lines


def check(seed):
    rng = random.Random(seed)
    rows = random_rows(rng)
    buckets = rng.choice([[], [("", "k")], [("", "k"), ("", "t")]]) + [
        (b, "d") for b in rng.sample(sorted(BUCKETS)[1:], rng.randint(0, 2))]
    digits = rng.choice([0, 2, 6, 18])
    table = "k\td\tx\ty\tt\n" + "".join(
        "\t".join(row[c] for c in "kdxyt") + "\n" for row in rows)
    command = ["aggregate", "--digits", str(digits), "-c", ",".join(MEASURES)]
    for bucket, column in buckets:
        command += ["-g", bucket + ":" + column if bucket else column]
    got = subprocess.run(command, input=table.encode(), check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    assert got.endswith("\n")
    lines = [line.split("\t") for line in got[:-1].split("\n")]
    want = expected(rows, buckets, digits)
    for a, b in zip(lines[1:], want):
        assert a == b, (seed, command, lines[0], a, b)
    assert len(lines) == len(want) + 1, (seed, command)
    return len(want)


def main():
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    groups = sum(check(first + i) for i in range(int(sys.argv[1])))
    assert groups > 100
    print("as reckoned apart")


main()
