"""Random formulas against Python's fractions.

usage: check.py FORMULAS     (aggregate is taken from PATH)
"""
import random
import subprocess
import sys
from fractions import Fraction


def random_formula(rng, depth):
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(["a", "b", "count", "3", "0.25", "100000", "0"])
    kind = rng.random()
    if kind < 0.1:
        return "-" + random_formula(rng, depth - 1)
    if kind < 0.35:
        return "(%s)" % random_formula(rng, depth - 1)
    return random_formula(rng, depth - 1) + rng.choice(
        ["+", " - ", "*", "/", "*"]) + random_formula(rng, depth - 1)


def reckon(formula, values):
    text = "".join(c if c in "+-*/() ." or c.isalnum() else "?"
                   for c in formula)
    names = dict(values)
    for number in ("100000", "0.25", "3", "0"):
        names["n" + number.replace(".", "_")] = Fraction(number)
    out, word = "", ""
    for c in text + " ":
        if c.isalnum() or c == ".":
            word += c
            continue
        if word:
            out += word if word in values else "n" + word.replace(".", "_")
        word, out = "", out + c
    try:
        return eval(out, {"__builtins__": {}}, names)
    except ZeroDivisionError:
        return None


def put(value, digits):
    if value is None:
        return ""
    scaled = round(Fraction(value) * 10 ** digits)
    text = "%0*d" % (digits + 1, abs(scaled))
    if digits:
        text = (text[:-digits] + "." + text[-digits:]).rstrip("0").rstrip(".")
    return ("-" if scaled < 0 else "") + text


def main():
    rng = random.Random(7)
    good = 0
    for _ in range(int(sys.argv[1])):
        values = {"a": Fraction(rng.randint(-9999, 9999), 100),
                  "b": Fraction(rng.randint(-5, 5)), "count": Fraction(1)}
        digits = rng.choice([0, 3, 6, 18])
        formulas = [random_formula(rng, 4) for _ in range(30)]
        table = "a\tb\n%.2f\t%d\n" % (values["a"], values["b"])
        command = ["aggregate", "-c", "sum:a=a,sum:b=b,count", "--digits",
                   str(digits)]
        for i, formula in enumerate(formulas):
            command += ["--compute", "f%d=%s" % (i, formula)]
        out = subprocess.run(command, input=table.encode(), check=True,
                             stdout=subprocess.PIPE).stdout.decode()
        got = out.split("\n")[1].split("\t")[3:]
        for formula, cell in zip(formulas, got):
            want = put(reckon(formula, values), digits)
            assert cell == want, (formula, values, cell, want)
            good += want != ""
    assert good > 100
    print("as reckoned apart")


main()
