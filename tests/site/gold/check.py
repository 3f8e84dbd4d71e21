"""check.py SITE: compare SITE/gold.jsonl with the pages and the calendar."""
import datetime
import html
import json
import os
import re
import sys

DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
MONTHS = ("Januari Februari Maret April Mei Juni Juli Agustus September "
          "Oktober November Desember").split()
WEEKDAY = re.compile(
    r"(%s)[ ,(]+(\d{1,2})(?:/(\d{1,2})(?:/\d{2,4})?| (%s) \d{4})"
    % ("|".join(DAYS), "|".join(MONTHS)))


def flat(text):
    return " ".join(text.split())


def page_text(site, url):
    path = os.path.join(site, "pages", url.split("://", 1)[1])
    if path.endswith("/"):
        path += "index.html"
    data = open(path, "rb").read()
    charset = "windows-1252" if b"windows-1252" in data[:1024] else "utf-8"
    text = re.sub(r"(?s)<(script|style).*?</\1>", " ", data.decode(charset))
    text = re.sub(r"</?(a|b|i|em|strong|span)\b[^>]*>", "", text)
    return flat(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def weekdays(text):
    """The (date, is the weekday right) of each weekday with a date, sorted."""
    found = set()
    for match in WEEKDAY.finditer(text):
        month = int(match[3] or MONTHS.index(match[4]) + 1)
        day = datetime.date(2024, month, int(match[2]))
        found.add((day.isoformat(), str(int(DAYS[day.weekday()] == match[1]))))
    return sorted(found)


def faults(site, gold):
    page = page_text(site, gold["url"])
    text = " ".join(gold["paragraphs"])
    for paragraph in gold["paragraphs"]:
        if flat(paragraph) not in page:
            yield "not in the page: " + paragraph[:60]
    for junk in gold["junk"]:
        if flat(junk) not in page:
            yield "junk not in the page: " + junk[:60]
        if flat(junk) in flat(text):
            yield "junk in the text: " + junk[:60]
    for person in gold["people"]:
        if person["name"] not in text:
            yield "no such person: " + person["name"]
    for quote in gold["quotes"]:
        if quote["direct"] and quote["text"] not in text:
            yield "no such quotation: " + quote["text"][:60]
    want = sorted({(row["date"], row["weekday_ok"]) for row in gold["dates"]
                   if row["weekday_ok"]})
    if want != weekdays(text):
        yield "weekdays %s, not %s" % (weekdays(text), want)
    if sorted(ok for _, ok in want) != sorted(
            str(row["ok"]) for row in gold["checks"]
            if row["check"] == "weekday"):
        yield "the weekday checks are not those of the dates"


def main():
    site = sys.argv[1]
    articles = bad = 0
    with open(os.path.join(site, "gold.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            articles += 1
            for fault in faults(site, gold):
                bad += 1
                print("%s: %s" % (gold["url"], fault))
    print("%d articles, %d faults" % (articles, bad))


main()
