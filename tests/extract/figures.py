#!/usr/bin/env python3
"""figures GOLD.jsonl DIR even|odd|all [TABLE=LEAST...]: how well the tables in
DIR hold what GOLD says of one half of its lines.

Prints a line `TABLE F1 right false missed` for each table; `events` is the
share of right cells, `names` are people by name alone, `quotes` the direct
ones, `speakers` theirs.  Tables without rows are left out.  With floors,
prints only the tables under theirs.
"""
import collections
import json
import re
import sys

CELLS = ("dateline event event_date date_basis venue unit polda region "
         "region_name province province_name operation personnel tps").split()


def rows(folder, table):
    with open("%s/%s.tsv" % (folder, table), encoding="utf-8") as lines:
        head, *rest = (line.rstrip("\n").split("\t") for line in lines)
    return [dict(zip(head, cells)) for cells in rest]


def fold(text):
    return " ".join(re.findall(r"\w+", str(text or "").lower()))


KEYS = {
    "people": lambda r: (fold(r["name"]), fold(r["rank"]), fold(r["role"])),
    "names": lambda r: fold(r["name"]),
    "institutions": lambda r: fold(
        r if isinstance(r, str) else r["institution"]),
    "counts": lambda r: (str(r["value"]), fold(r["of"])),
    "operations": lambda r: fold(r["operation"]),
    "dates": lambda r: r["date"],
    "themes": lambda r: r if isinstance(r, str) else r["theme"],
    "checks": lambda r: (r["check"], str(r["ok"])),
}


class Tally:
    def __init__(self):
        self.n = collections.defaultdict(lambda: [0, 0, 0])

    def add(self, table, right, false, missed):
        for i, n in enumerate((right, false, missed)):
            self.n[table][i] += n

    def f1(self, table):
        right, false, missed = self.n[table]
        whole = 2 * right + false + missed
        return 2 * right / whole if whole else 1.0


def same_quote(a, b):
    x, y = fold(a)[:60], fold(b)
    return bool(x) and (x in y or y[:60] in fold(a))


def same_speaker(want, row):
    if fold(want) == fold(row["speaker"]):
        return True
    role = fold(row["role"])
    return not row["speaker"] and bool(role) and fold(want).startswith(role)


def score_quotes(tally, gold, have):
    have = [r for r in have if r["direct"] == "1"]
    for quote in gold["quotes"]:
        if str(quote.get("direct", 1)) != "1":
            continue
        found = next((r for r in have
                      if same_quote(quote["text"], r["text"])), None)
        if found is None:
            tally.add("quotes", 0, 0, 1)
            tally.add("speakers", 0, 0, 1)
            continue
        have.remove(found)
        tally.add("quotes", 1, 0, 0)
        right = same_speaker(quote["speaker"], found)
        tally.add("speakers", int(right), int(not right), int(not right))
    tally.add("quotes", 0, len(have), 0)


def score(gold, folder):
    tally = Tally()
    tables = {t: rows(folder, t) for t in list(KEYS) + ["quotes", "events"]
              if t != "names"}
    tables["names"] = tables["people"]
    event_of = {r["url"]: r for r in tables["events"]}
    for line in gold:
        event = event_of[line["url"]]
        mine = {t: [r for r in rs if r["doc"] == event["doc"]]
                for t, rs in tables.items()}
        for table, key in KEYS.items():
            source = "people" if table == "names" else table
            if source not in line:
                continue
            want = {key(r) for r in line[source]} - {""}
            have = {key(r) for r in mine[table]} - {""}
            tally.add(table, len(want & have), len(have - want),
                      len(want - have))
        score_quotes(tally, line, mine["quotes"])
        for cell in CELLS if "events" in line else ():
            right = fold(line["events"][cell]) == fold(event[cell])
            tally.add("events", int(right), 0, 0 if right else 1)
    return tally


def main():
    path, folder, half = sys.argv[1:4]
    with open(path, encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    gold = {"odd": gold[::2], "even": gold[1::2], "all": gold}[half]
    tally = score(gold, folder)
    floors = dict(arg.split("=") for arg in sys.argv[4:])
    for table in ["events", "people", "names", "institutions", "counts",
                  "quotes", "speakers", "operations", "dates", "themes",
                  "checks"]:
        right, false, missed = tally.n[table]
        if not right + false + missed:
            continue
        figure = right / (right + missed) if table == "events" else \
            tally.f1(table)
        if floors and figure >= float(floors.get(table, 0)):
            continue
        print("%-12s %.3f  %4d right %3d false %3d missed%s" % (
            table, figure, right, false, missed, "  UNDER ITS FLOOR %s" %
            floors[table] if floors else ""))


main()
