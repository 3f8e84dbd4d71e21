"""Does the page show the articles, and every row of the tables where it was
read?

usage: look.py PAGE ARTICLES TABLES     (the tables written with --explain)

Prints what is wrong, then how many articles and rows were looked at.
"""
import os
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br"}


class Page(HTMLParser):
    """The texts and marks of each article, in the order of the page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.articles = [], []
        self.ids, self.links, self.wrong = set(), [], []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("script", "img", "svg", "iframe", "object", "base"):
            self.wrong.append("an element %s" % tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "style"):
                self.wrong.append("an attribute %s" % name)
            if name == "href" and not value.startswith(
                    ("#", "http://contoh.example/", "data:,")):
                self.wrong.append("a link to %s" % value)
        if "id" in a:
            if a["id"] in self.ids:
                self.wrong.append("the id %s is there twice" % a["id"])
            self.ids.add(a["id"])
        if a.get("href", "").startswith("#"):
            self.links.append(a["href"][1:])
        if tag == "article":
            self.articles.append({"text": "", "title": "", "marks": []})
        mark = None
        if tag == "mark":
            mark = {"id": a.get("id"), "class": a["class"].split()[0],
                    "tip": a["title"], "text": ""}
            self.articles[-1]["marks"].append(mark)
        if tag not in VOID:
            self.stack.append((tag, a, mark))

    def handle_endtag(self, tag):
        if self.stack[-1][0] != tag:
            self.wrong.append("</%s> closes <%s>" % (tag, self.stack[-1][0]))
        self.stack.pop()

    def handle_data(self, data):
        for tag, a, mark in self.stack:
            if mark is not None:
                mark["text"] += data
            if a.get("class") == "text":
                self.articles[-1]["text"] += data
            if tag == "h2" and a.get("lang") == "id":
                self.articles[-1]["title"] += data


def unescape(cell):
    parts = cell.split("\\\\")
    for code, char in (("\\t", "\t"), ("\\n", "\n"), ("\\r", "\r")):
        parts = [part.replace(code, char) for part in parts]
    return "\\".join(parts)


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        lines = f.read().split("\n")[:-1]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]


def check_row(shown, number, table, row, text):
    """What is wrong with the marks of one row."""
    name = "a%d-%s-%s" % (number, table, row["n"])
    start = "%s %s: " % (table, row["n"])
    own = [m for m in shown["marks"] if m["tip"].startswith(start)]
    if [m["id"] for m in own[:1]] != [name] or any(m["id"] for m in own[1:]):
        return name + ": no mark, or not one id"
    first = own[0]["tip"].split("\n")[0]
    if not first.endswith("; rule " + row["rule"]) or any(
            m["class"] != table for m in own):
        return name + ": " + first
    if row["begin"]:
        want = text.encode()[int(row["begin"]):int(row["end"])].decode()
        have = "".join(m["text"] for m in own)
        if have != want.replace("\n", ""):
            return "%s: %r is marked, not %r" % (name, have, want)
    return None


def main():
    page_path, articles_path, tables = sys.argv[1:]
    page = Page()
    with open(page_path, encoding="utf-8", newline="") as f:
        page.feed(f.read())
    articles = rows(articles_path)
    wrong = page.wrong + ["a link to nowhere: " + to for to in page.links
                          if to not in page.ids]
    if len(articles) != len(page.articles):
        wrong.append("%d articles" % len(page.articles))
    looked = 0
    for number, (a, shown) in enumerate(zip(articles, page.articles), 1):
        text, title = unescape(a["text"]), unescape(a["title"])
        if shown["text"] != text:
            wrong.append("article %d has another text" % number)
        if shown["title"] != (title or "(without a title)"):
            wrong.append("article %d has another title" % number)
        for path in sorted(os.listdir(tables)):
            table = path.split(".")[0]
            for row in rows(os.path.join(tables, path)):
                if table != "events" and row["doc"] == a["doc"]:
                    looked += 1
                    wrong.append(check_row(shown, number, table, row, text))
    for line in filter(None, wrong):
        print(line)
    print("%d articles, %d rows" % (len(articles), looked))


main()
