"""Check aggregate against fractions and statistics over random tables.

usage: check.py TABLES [SEED]     (aggregate is taken from PATH)
"""
import collections
import datetime
import math
import random
import statistics
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

MEASURES = ["count", "count:x", "sum:x", "mean:x", "min:x", "max:x",
            "median:x", "distinct:x", "distinct:t", "first:t", "last:t",
            "missing:x", "sum:y", "mean:y", "median:y", "var:x", "sd:x",
            "range:x", "p1:x", "p25:x", "p90:x", "p99:y", "mode:t",
            "antimode:t", "mode:y", "list:t", "list-distinct:t", "top2:t",
            "histogram3:y", "histogram0.7:x", "share", "share:y", "wsum:x:y",
            "wmean:x:y", "corr:x:y", "corr:y:y", "numeric-missing:x",
            "numeric-missing:t", "var:y", "sd:y", "approx-distinct:t",
            "approx-distinct:x"]
# How it is counted must not show; None is parts that are merged.
WAYS = [[], ["-j", "3"], ["--mem", "64k"], ["--mem", "64k", "-j", "2"], None]
EDGES = ["0", "-0", "0.0", "+7", "999999999999999999", "-999999999999999999",
         "0.000000000000000001", "-999999999999999999.999999999999999999",
         "00012.500", "1000000000", "999999999.999999", "0.0000001"]
BUCKETS = {
    "": lambda d: d,
    "day": lambda d: d,
    "week": lambda d: "%04d-W%02d" % iso(d)[:2],
    "month": lambda d: d[:7],
    "quarter": lambda d: "%s-Q%d" % (d[:4], (int(d[5:7]) + 2) // 3),
    "year": lambda d: d[:4],
    "weekday": lambda d: str(iso(d)[2]),
}


def bin25(cell):
    """The bucket of a number."""
    return put(math.floor(Fraction(Decimal(cell)) / 25) * 25)


def iso(day):
    return tuple(datetime.date.fromisoformat(day).isocalendar())


def random_number(rng):
    kind = rng.random()
    if kind < 0.15:
        return ""
    if kind < 0.2:
        return rng.choice(EDGES)
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
    keys += ["k%d" % i for i in range(rng.choice([0, 0, 300]))]
    many = rng.choice([0, 0, 9])
    return [{"k": rng.choice(keys), "d": random_day(rng),
             "x": random_number(rng), "y": str(rng.randint(0, 9)),
             "t": rng.choice(["", "u", "v", "w w"] + ["t%d" % rng.randint(
                 0, 5000)] * many)}
            for _ in range(rng.choice([0, 1, 2, 50, 600]))]


def put(value, digits=None):
    """A fraction as aggregate prints it; rounded half to even."""
    if value is None:
        return ""
    value = Fraction(value)
    if digits is not None:
        value = Fraction(round(value * 10 ** digits), 10 ** digits)
    # Exact: the denominator is a power of ten by now.
    scaled = value * 10 ** 40
    assert scaled.denominator == 1
    text = "%041d" % abs(scaled.numerator)
    text = (text[:-40] + "." + text[-40:]).rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + text


def root(value, digits):
    """The square root of a fraction, rounded half to even, exactly."""
    scaled = Fraction(value) * 100 ** digits
    floor = math.isqrt(scaled.numerator // scaled.denominator)
    middle = (2 * floor + 1) ** 2
    if 4 * scaled > middle or (4 * scaled == middle and floor % 2):
        floor += 1
    return put(Fraction(floor, 10 ** digits))


def quantile(numbers, share):
    numbers = sorted(numbers)
    way = (len(numbers) - 1) * share
    low = math.floor(way)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (numbers[high] - numbers[low]) * (way - low)


def spread(a, b):
    """Sum of the products of the distances from the means."""
    return sum(x * y for x, y in zip(a, b)) - sum(a) * sum(b) / len(a)


def frequent(cells, sign):
    return sorted(collections.Counter(cells).items(),
                  key=lambda item: (sign * item[1], item[0].encode()))


def mix(h):
    """The finalizer of MurmurHash3, as the format of states has it."""
    for factor in (0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53):
        h = (h ^ h >> 33) * factor & (1 << 64) - 1
    return h ^ h >> 33


def approx_distinct(cells):
    """HyperLogLog with 2^14 registers, and Ertl's estimate of it."""
    registers = {}
    for cell in set(cells):
        text = cell.encode()
        h = mix(len(text) + 0x9e3779b97f4a7c15 & (1 << 64) - 1)
        for i in range(0, len(text), 8):
            h = mix(h ^ int.from_bytes(text[i:i + 8], "little"))
        bits = format(h, "064b")
        value = (bits[14:63] + "1").index("1") + 1
        registers[bits[:14]] = max(registers.get(bits[:14], 0), value)
    if not registers:
        return "0"
    m = 2 ** 14
    counts = collections.Counter(registers.values())
    z = 0.0
    for value in range(50, 0, -1):
        z = (z + counts[value]) / 2
    x, y, total = (m - len(registers)) / m, 1.0, (m - len(registers)) / m
    while True:
        x *= x
        before, total, y = total, total + x * y, y + y
        if total == before:
            break
    z = (z + total * m) * 1.3862943611198906
    return str(int(m * m / z + 0.5))


def of_texts(name, there):
    if name == "list":
        return ";".join(there)
    if name == "list-distinct":
        return ";".join(sorted(set(there), key=str.encode))
    if name == "top2":
        return ";".join("%s:%d" % item for item in frequent(there, -1)[:2])
    if name in ("mode", "antimode"):
        order = frequent(there, -1 if name == "mode" else 1)
        return order[0][0] if order else ""
    return None


def of_numbers(name, numbers, digits):
    if name == "mean":
        return put(sum(numbers) / len(numbers), digits)
    if name in ("var", "sd"):
        if len(numbers) < 2:
            return ""
        square = spread(numbers, numbers) / (len(numbers) - 1)
        return put(square, digits) if name == "var" else root(square, digits)
    if name == "range":
        return put(max(numbers) - min(numbers))
    if name.startswith("p"):
        return put(quantile(numbers, Fraction(int(name[1:]), 100)))
    if name.startswith("histogram"):
        width = Fraction(Decimal(name[9:]))
        bins = collections.Counter(math.floor(n / width) for n in numbers)
        return ";".join("%s:%d" % (put(width * i), bins[i])
                        for i in sorted(bins))
    return put({"sum": sum, "min": min, "max": max,
                "median": statistics.median}[name](numbers))


def of_pairs(name, rows, columns, digits):
    pairs = [[Fraction(Decimal(row[c])) for c in columns] for row in rows
             if all(row[c] for c in columns)]
    if not pairs:
        return "0" if name == "wsum" and not rows else ""
    x, y = zip(*pairs)
    weighted = sum(a * b for a, b in pairs)
    if name == "wsum":
        return put(weighted)
    if name == "wmean":
        return put(weighted / sum(y), digits) if sum(y) else ""
    square = spread(x, x) * spread(y, y)
    if not square:
        return ""
    text = root(spread(x, y) ** 2 / square, digits)
    return "-" + text if spread(x, y) < 0 and text != "0" else text


def reckon(measure, rows, digits, all_rows):
    name, *columns = measure.split(":")
    if len(columns) == 2:
        return of_pairs(name, rows, columns, digits)
    if measure == "share":
        return put(Fraction(len(rows), len(all_rows)), digits) \
            if all_rows else ""
    if measure == "count":
        return str(len(rows))
    cells = [row[columns[0]] for row in rows]
    there = [cell for cell in cells if cell]
    if name == "count":
        return str(len(there))
    if name == "missing":
        return str(len(cells) - len(there))
    if name == "numeric-missing":
        return str(len(cells) - (len(there) if columns[0] == "x" else 0))
    if name == "approx-distinct":
        return approx_distinct(there)
    if name == "distinct":
        return str(len(set(there)))
    if name in ("first", "last"):
        return (there or [""])[0 if name == "first" else -1]
    text = of_texts(name, there)
    if text is not None:
        return text
    if name == "share":
        total = sum(int(row["y"]) for row in all_rows)
        return put(Fraction(sum(map(int, there)), total), digits) \
            if total else ""
    numbers = [Fraction(Decimal(cell)) for cell in there]
    if not numbers:
        return "0" if name == "sum" and not cells else ""
    return of_numbers(name, numbers, digits)


def expected(rows, buckets, digits):
    groups = {}
    if not buckets:
        groups[()] = rows
    for row in rows if buckets else []:
        key = tuple((bin25 if b == "bin25" else BUCKETS[b])(row[c])
                    if row[c] else "" for b, c in buckets)
        groups.setdefault(key, []).append(row)
    lines = []
    for key in sorted(groups, key=lambda k: [c.encode() for c in k]):
        lines.append(list(key) + [reckon(m, groups[key], digits, rows)
                                  for m in MEASURES])
    return lines


def run(command, text):
    return subprocess.run(command, input=text.encode(), check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def merged(command, header, rows, rng):
    """The states of a table's parts, one behind the other."""
    cuts = sorted(rng.randint(0, len(rows)) for _ in range(rng.randint(0, 3)))
    return "".join(
        run(["aggregate", "--state"] + command, header + "".join(rows[a:b]))
        for a, b in zip([0] + cuts, cuts + [len(rows)]))


def check_crosstab(rng, rows):
    """Two columns across, and a measure in the cells: 0 or missing where no
    row is."""
    measure = rng.choice(["count", "sum:y", "mean:x", "distinct:k"])
    table = "k\ty\tx\tt\n" + "".join(
        "%s\t%s\t%s\t%s\n" % (r["k"], r["y"], r["x"], r["t"]) for r in rows)
    got = [line.split("\t") for line in run(
        ["aggregate", "--crosstab", "k,t", "-c", measure],
        table)[:-1].split("\n")]
    keys = sorted({r["k"] for r in rows}, key=str.encode)
    across = sorted({r["t"] for r in rows}, key=str.encode)
    assert got[0] == ["k"] + [t or "(missing)" for t in across], got[0]
    want = [[k] + [reckon(measure, [r for r in rows if r["k"] == k and
                                    r["t"] == t], 6, rows)
                   for t in across] for k in keys]
    assert got[1:] == want, (measure, table)


def check(seed):
    rng = random.Random(seed)
    rows = random_rows(rng)
    buckets = rng.choice([[], [("", "k")], [("", "k"), ("", "t")]]) + [
        (b, "d") for b in rng.sample(sorted(BUCKETS)[1:], rng.randint(0, 2))]
    if rng.random() < 0.2:
        buckets.append(("bin25", "x"))
    digits = rng.choice([0, 2, 6, 18])
    header = "k\td\tx\ty\tt\n"
    lines = ["\t".join(row[c] for c in "kdxyt") + "\n" for row in rows]
    command = ["-c", ",".join(MEASURES)]
    for bucket, column in buckets:
        command += ["-g", bucket + ":" + column if bucket else column]
    way = rng.choice(WAYS)
    if way is None:
        got = run(["aggregate", "merge", "--digits", str(digits)],
                  merged(command, header, lines, rng))
    else:
        got = run(["aggregate", "--digits", str(digits)] + command + way,
                  header + "".join(lines))
    assert got.endswith("\n")
    lines = [line.split("\t") for line in got[:-1].split("\n")]
    want = expected(rows, buckets, digits)
    for a, b in zip(lines[1:], want):
        assert a == b, (seed, way, command, lines[0], a, b)
    assert len(lines) == len(want) + 1, (seed, command)
    check_crosstab(rng, rows[:80])
    return len(want)


def main():
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    groups = sum(check(first + i) for i in range(int(sys.argv[1])))
    assert groups > 100
    print("as reckoned apart")


main()
