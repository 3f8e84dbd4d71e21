#!/usr/bin/env python3
"""extract_peer.py DATA articles.tsv: all phrases of DATA/*.tsv as one compiled
regular expression, longest first, over the text of every article.  Prints how
many were found.  It is what a script would do before any rule is applied."""
import glob, os, re, sys

# Which columns hold phrases; the second kind is joined by `;`.
PHRASES = {
    "abbreviations": (0,), "acting": (0, 1), "aliases": (0,),
    "commands": (0, 2), "corps": (0, 1), "countkinds": (0,), "countunits": (0,),
    "cues": (0,),
    "districts": (1,), "events": (0,), "heads": (0, 1), "institutions": (0,),
    "marks": (0,), "notnames": (0,), "numberwords": (0,), "offices": (0, 1),
    "operations": (0, 1), "operationwords": (0,), "ranks": (0, 1),
    "regions": (1,), "roles": (0, 1), "seats": (0,), "suffixes": (0, 2),
    "themes": (0,), "titles": (0,), "units": (0,), "unitwords": (0,),
    "venues": (0,), "verbs": (0,),
}

def phrases(folder):
    found = set()
    for path in glob.glob(os.path.join(folder, "*.tsv")):
        columns = PHRASES.get(os.path.basename(path)[:-4], ())
        with open(path, encoding="utf-8") as lines:
            rows = [l.rstrip("\n").split("\t") for l in lines if l[0] != "#"]
        for row in rows[1:]:
            for c in columns:
                found.update(p.lower() for p in row[c].split(";") if p)
    return found

def expression(trie):
    """A trie of characters as nested groups, which is many times faster than
    one long alternation."""
    branches = [re.escape(c) + expression(t) for c, t in sorted(trie.items())
                if c]
    if not branches:
        return ""
    group = "(?:" + "|".join(branches) + ")"
    return group + "?" if "" in trie else group

def main():
    trie = {}
    for phrase in phrases(sys.argv[1]):
        node = trie
        for c in phrase:
            node = node.setdefault(c, {})
        node[""] = {}
    pattern = re.compile(r"\b" + expression(trie) + r"\b")
    n = 0
    with open(sys.argv[2], encoding="utf-8", newline="\n") as rows:
        at = next(rows).rstrip("\n").split("\t").index("text")
        for row in rows:
            text = row.rstrip("\n").split("\t")[at].replace("\\n", "\n")
            n += sum(1 for _ in pattern.finditer(text.lower()))
    print(n)

main()
