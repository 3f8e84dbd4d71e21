#!/usr/bin/env python3
"""Run the examples of manual pages and of the README.

usage: examples.py FILE...      (in a folder that sandbox.bash has prepared)

A manual page's examples are the literal blocks and .Dl lines of its EXAMPLES.
The README's are its blocks marked `sh`; a block marked `text` right behind one
is what the first lines of its output must be.  Each runs in bash with pipefail
and must end with status 0.  Prints the ones that do not; a file without any
example fails too.
"""
import re
import subprocess
import sys


def manual_examples(lines):
    """Yield (line number, script, None) for each example of a manual page."""
    inside = literal = False
    block, first = [], 0
    for number, line in enumerate(lines, 1):
        if line.startswith(".Sh"):
            inside = line.split()[1:] == ["EXAMPLES"]
        elif not inside:
            continue
        elif line.startswith(".Bd -literal"):
            literal, block, first = True, [], number
        elif line.startswith(".Ed") and literal:
            literal = False
            yield first, unroff("\n".join(block)), None
        elif literal:
            block.append(line)
        elif line.startswith(".Dl "):
            yield number, unroff(line[4:]), None


def unroff(text):
    """Undo the escapes that a literal block of mdoc needs."""
    return text.replace("\\e", "\\").replace("\\&", "").replace("\\-", "-")


def readme_examples(lines):
    """Yield (line number, script, expected output or None)."""
    text = "\n".join(lines)
    blocks = list(re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.S | re.M))
    for this, then in zip(blocks, blocks[1:] + [None]):
        if this[1] != "sh":
            continue
        shown = None
        if then is not None and then[1] == "text":
            shown = then[2]
        yield text.count("\n", 0, this.start()) + 1, this[2], shown


def first_lines_agree(shown, output):
    """A line of three dots stands for any number of lines."""
    want, have = shown.splitlines(), output.splitlines()
    if "..." in want:
        want = want[:want.index("...")]
    return [s.rstrip() for s in have[:len(want)]] == [s.rstrip() for s in want]


def main():
    failed = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            lines = f.read().splitlines()
        read = readme_examples if path.endswith(".md") else manual_examples
        ran = 0
        for number, script, shown in read(lines):
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", script],
                stdin=subprocess.DEVNULL, capture_output=True, text=True)
            ran += 1
            name = "%s:%d" % (path.rsplit("/", 1)[-1], number)
            if done.returncode != 0:
                failed += 1
                print("%s: status %d\n%s\n%s" % (
                    name, done.returncode, script, done.stderr))
            elif shown is not None and not first_lines_agree(
                    shown, done.stdout):
                failed += 1
                print("%s: prints something else:\n%s" % (
                    name, "\n".join(done.stdout.splitlines()[:12])))
        if ran == 0:
            failed += 1
            print("%s: no example" % path)
    sys.exit(failed > 0)


main()
