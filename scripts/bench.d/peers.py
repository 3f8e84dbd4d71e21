#!/usr/bin/env python3
"""Run an extractor of the Python registry over an archive, page by page.

usage: peers.py trafilatura|resiliparse|readability ARCHIVE > articles.tsv

Writes the columns of the stream `articles` that the scorer reads.  Status 3
when the extractor is not installed.  A page that it fails on has an empty text.
"""
import gzip
import re
import sys


def records(path):
    """Address and body of every page, by the standard library alone."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as stream:
        while True:
            line = stream.readline()
            if not line:
                return
            if not line.startswith(b"WARC/"):
                continue
            fields = {}
            while (line := stream.readline().strip()):
                name, _, value = line.partition(b":")
                fields[name.lower()] = value.strip()
            block = stream.read(int(fields.get(b"content-length", 0)))
            kind = fields.get(b"warc-type")
            if kind == b"response":
                _, _, block = block.partition(b"\r\n\r\n")
            if kind in (b"response", b"resource"):
                uri = fields.get(b"warc-target-uri", b"").decode()
                yield uri.strip("<>"), block


def text_of_html(html):
    """Readability gives HTML: its text, a paragraph a line."""
    import lxml.html
    lines = []
    for block in lxml.html.fromstring(html).iter(
            "p", "li", "h1", "h2", "h3", "h4", "pre", "blockquote", "td"):
        if block.xpath(".//p|.//li"):
            continue
        lines.append(" ".join(block.text_content().split()))
    return "\n".join(line for line in lines if line)


def with_trafilatura():
    from trafilatura import bare_extraction

    def extract(body):
        found = bare_extraction(body, with_metadata=True)
        if found is None:
            return "", "", "", ""
        cell = found.get if isinstance(found, dict) else (
            lambda name: getattr(found, name, None))
        return (cell("title") or "", cell("author") or "", cell("date") or "",
                cell("text") or "")
    return extract


def with_resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(body):
        tree = HTMLTree.parse(bytes_to_str(body, detect_encoding(body)))
        return tree.title or "", "", "", extract_plain_text(
            tree, main_content=True)
    return extract


def with_readability():
    from readability import Document

    def extract(body):
        page = Document(body.decode("utf-8", "replace"))
        return page.short_title() or "", "", "", text_of_html(page.summary())
    return extract


PEERS = {"trafilatura": with_trafilatura, "resiliparse": with_resiliparse,
         "readability": with_readability}
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def cell(value):
    return re.sub(r"[\\\t\n\r]", lambda m: ESCAPES[m.group()], str(value))


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        sys.exit(__doc__)
    try:
        extract = PEERS[sys.argv[1]]()
    except ImportError:
        sys.exit(3)
    out = open(1, "w", encoding="utf-8", errors="replace", newline="\n")
    out.write("url\ttitle\tauthor\tpublished\ttext\n")
    for uri, body in records(sys.argv[2]):
        try:
            title, author, date, text = extract(body)
        except Exception:  # a page that a peer fails on is its own loss
            title = author = date = text = ""
        out.write("\t".join(map(cell, (uri, title, author, date, text))) + "\n")
    out.close()


main()
