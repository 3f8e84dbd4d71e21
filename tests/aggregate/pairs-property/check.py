"""Pairs and moving means of random tables against Python's fractions.

usage: check.py TABLES     (aggregate is taken from PATH)
"""
import collections
import datetime
import itertools
import random
import subprocess
import sys
from fractions import Fraction


def put(value):
    scaled = round(Fraction(value) * 10 ** 6)
    text = "%07d" % abs(scaled)
    text = (text[:-6] + "." + text[-6:]).rstrip("0").rstrip(".")
    return ("-" if scaled < 0 else "") + text


def run(table, *arguments):
    out = subprocess.run(["aggregate"] + list(arguments), check=True,
                         input=table.encode(), stdout=subprocess.PIPE)
    return [line.split("\t") for line in out.stdout.decode().split("\n")[1:-1]]


def check_pairs(rng):
    words = ["a", "b", "Polri", "TNI", "é", "KPU", "z z", "10", "9"]
    rows = [(rng.choice("xy"), rng.choices(words, k=rng.randint(0, 5)))
            for _ in range(rng.randint(0, 60))]
    want = []
    for k in "xy":
        sets = [set(cell) for key, cell in rows if key == k and cell]
        single = collections.Counter(w for s in sets for w in s)
        double = collections.Counter(
            pair for s in sets for pair in itertools.combinations(
                sorted(s, key=str.encode), 2))
        want += [[k, a, b, str(n), put(Fraction(n, len(sets))),
                  put(Fraction(n * len(sets), single[a] * single[b]))]
                 for (a, b), n in double.items()]
    want.sort(key=lambda row: [cell.encode() for cell in row[:3]])
    table = "k\tt\n" + "".join("%s\t%s\n" % (k, ";".join(c))
                               for k, c in rows)
    assert run(table, "-g", "k", "--pairs", "t") == want, table
    return len(want)


def check_window(rng):
    first = datetime.date(2023, 12, 1)
    rows = [(first + datetime.timedelta(rng.randint(0, 60)),
             rng.choice("xy"), rng.choice(["", "1", "2.5", "-7"]))
            for _ in range(rng.randint(1, 60))]
    width = rng.randint(1, 9)
    days = [row[0] for row in rows]
    want = []
    for k in sorted({row[1] for row in rows}):
        means = []
        for i in range((max(days) - min(days)).days + 1):
            day = min(days) + datetime.timedelta(i)
            here = [row[2] for row in rows if row[:2] == (day, k)]
            numbers = [Fraction(cell) for cell in here if cell]
            means.append((len(here), sum(numbers) / len(numbers)
                          if numbers else None))
            last = means[-width:]
            known = [m for _, m in last if m is not None]
            full = len(last) == width
            want.append([
                k, day.isoformat(), str(len(here)),
                "" if means[-1][1] is None else put(means[-1][1]),
                put(Fraction(sum(n for n, _ in last), width))
                if full else "",
                put(sum(Fraction(put(m)) for m in known) / len(known))
                if full and known else ""])
    table = "d\tk\tn\n" + "".join("%s\t%s\t%s\n" % row for row in rows)
    got = run(table, "-g", "k,day:d", "-c", "count,mean:n", "--window",
              str(width))
    assert got == want, (table, width)


def main():
    rng = random.Random(3)
    pairs = 0
    for _ in range(int(sys.argv[1])):
        pairs += check_pairs(rng)
        check_window(rng)
    assert pairs > 100
    print("as reckoned apart")


main()
