#!/usr/bin/env python3
"""evidence ARTICLES.tsv DIR: cut the bytes begin..end of every row of every
table out of the article's text and compare them with the row.

A range must be whole words of UTF-8, and hold what its row says of it: a raw
cell or a direct quotation as it stands, a word of the name, the number in
digits or in words, the command's number, the place's name.  Prints the rows that do not,
and the tables without a row that has a range.
"""
import os
import re
import sys


def read(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        head, *rest = (line.split("\t") for line in
                       lines.read().split("\n")[:-1])
    return [dict(zip(head, cells)) for cells in rest]


def unescape(cell):
    sign = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(.)", lambda m: sign[m.group(1)], cell)


def flat(text):
    """As a cell is written: blanks for breaks, no ASCII double quote."""
    return re.sub(r"[\t\n\r]", " ", re.sub('["“]', "”", text))


def spelt(number):
    """A number under a hundred in words."""
    ones = ("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh "
            "sebelas").split()
    if number < 12:
        return ones[number]
    if number < 20:
        return ones[number - 10] + " belas"
    rest = number % 10
    return ones[number // 10] + " puluh" + (" " + ones[rest] if rest else "")


def words(text):
    return re.findall(r"\w+", text.lower())


def holds_name(cut, row):
    name = words(row["name"])
    return not name or bool(set(name) & set(words(cut)))


def holds_number(cut, row):
    digits = re.sub(r"\D", "", cut)
    value = row["value"].rstrip("0") or "0"
    return not digits or value in digits or digits in row["value"]


def holds_institution(cut, row):
    return all(n in cut for n in re.findall(r"\d+", row["institution"]))


def holds_place(cut, row):
    return bool(cut.strip()) and len(row["code"]) in (2, 4, 6)


def holds_quote(cut, row):
    if row["direct"] == "1":
        return flat(row["text"]) in flat(cut)
    return flat(cut) == flat(row["text"])


def holds_raw(cut, row):
    return flat(cut) == flat(row["raw"])


def holds_claim(cut, row):
    if row["check"] in ("weekday", "operation"):
        return bool(cut.strip())
    if row["check"] == "sum":  # the parts; the total may stand before
        return len(re.findall(r"\d[\d.]*", cut)) >= 2
    if int(row["claimed"]) < 100 and spelt(int(row["claimed"])) in cut.lower():
        return True
    return holds_number(cut, {"value": row["claimed"]})


LOOK = {
    "people": holds_name,
    "institutions": holds_institution,
    "counts": holds_number,
    "quotes": holds_quote,
    "operations": holds_raw,
    "dates": holds_raw,
    "places": holds_place,
    "themes": lambda cut, row: any(c.isalpha() for c in cut),
    "checks": holds_claim,
}


def whole_words(text, begin, end):
    """No range begins or ends inside a word (a clitic may be left out)."""
    before = text[:begin].decode(errors="replace")[-1:]
    first = text[begin:end].decode()[:1]
    return not (before.isalnum() and first.isalnum())


def main():
    articles, folder = sys.argv[1:3]
    text = {a["doc"]: unescape(a["text"]).encode() for a in read(articles)}
    for table, look in LOOK.items():
        seen = 0
        for row in read(os.path.join(folder, table + ".tsv")):
            if row["begin"] == "":
                continue
            seen += 1
            begin, end = int(row["begin"]), int(row["end"])
            cut = text[row["doc"]][begin:end].decode()
            if not (cut and whole_words(text[row["doc"]], begin, end) and
                    look(cut, row)):
                print("%s: %r is not %s" % (table, cut, row))
        if seen == 0:
            print("%s: no row with a range" % table)


main()
