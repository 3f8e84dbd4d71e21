"""truth.py GOLD STATS MOST: the statistics of GOLD beside those in the folder STATS.

Up to MOST rows may differ unsaid: what extract still misreads.
"""
import collections
import csv
import json
import os
import sys


def read(folder, name):
    with open(os.path.join(folder, name + ".tsv"), encoding="utf-8",
              newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def provinces(articles):
    """The largest figures an event was printed with, summed by province."""
    events = collections.defaultdict(list)
    for article in articles:
        cells = article["events"]
        events[tuple(cells[name] for name in (
            "province_name", "region_name", "unit", "event",
            "event_date"))].append(cells)
    rows = collections.defaultdict(lambda: [0, 0, 0, 0])
    for key, cells in events.items():
        row = rows[key[0]]
        row[0] += 1
        row[1] += len(cells)
        row[2] += max(int(cell["personnel"] or 0) for cell in cells)
        row[3] += max(int(cell["tps"] or 0) for cell in cells)
    return {name: tuple(map(str, row)) for name, row in rows.items()}


def counted(articles, column):
    names = (name for article in articles for name in set(article[column]))
    return {name: (str(n),) for name, n in collections.Counter(names).items()}


def compare(what, want, have):
    for name in sorted(want.keys() | have.keys()):
        if want.get(name) != have.get(name):
            yield "%s: %s: have %s, want %s" % (
                what, name, " ".join(have.get(name, ["nothing"])),
                " ".join(want.get(name, ["nothing"])))


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    stats, most = sys.argv[2], int(sys.argv[3])
    found = list(compare("provinces", provinces(articles), {
        row["province_name"]: tuple(row[name] or "0" for name in (
            "events", "articles", "personnel", "polling_stations"))
        for row in read(stats, "provinces")}))
    found += compare("institutions", counted(articles, "institutions"), {
        row["institution"]: (row["articles"],)
        for row in read(stats, "institutions")})
    found += compare("themes", counted(articles, "themes"), {
        row["theme"]: (row["articles"],) for row in read(stats, "themes")})
    if len(found) > most:
        print("\n".join(found))
    else:
        print("at most %d rows differ" % most)


main()
