"""How many of the totals that the gold states does the table have?

usage: totals.py GOLD.jsonl EVENTS      (prints the wrong ones, then the share)
"""
import json
import sys

TOTALS = "affected deaths evacuees families houses injured missing".split()


def main():
    with open(sys.argv[2], encoding="utf-8", newline="\n") as f:
        lines = f.read().split("\n")[:-1]
    names = lines[0].split("\t")
    rows = [dict(zip(names, line.split("\t"))) for line in lines[1:]]
    by_url = {row["url"]: row for row in rows}
    right = total = 0
    with open(sys.argv[1], encoding="utf-8") as f:
        for line in f:
            gold = json.loads(line)
            row = by_url[gold["url"]]
            for name in TOTALS:
                total += 1
                right += row[name] == gold["events"][name]
                if row[name] != gold["events"][name]:
                    print("%s: %s: %r, not %r" % (
                        gold["url"], name, row[name], gold["events"][name]))
    print("%d of %d totals" % (right, total))


main()
