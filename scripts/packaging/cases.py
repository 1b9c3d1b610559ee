# Writes scripts/packaging/cases.json: what pip's `packaging` says of pairs of requirements. Run it by hand,
# with any Python that has `packaging`: python scripts/packaging/cases.py
import itertools
import json
import pathlib
import random

from packaging.specifiers import SpecifierSet
from packaging.version import Version

random.seed(16)
SUFFIXES = ["", ".dev1", "a1", "b2", "rc1", ".post1", "rc1.dev1", "+cu118", ".post1.dev1"]
BETWEEN = ["a0", "a2", "b1", "b3", "rc0", "rc2", ".dev0", ".dev2", ".post0", ".post2"]
RELEASES = [".".join(map(str, parts)) for size in (1, 2, 3) for parts in itertools.product(range(3), repeat=size)]
EVERY = [f"{epoch}{release}{suffix}" for epoch in ("", "1!") for release in RELEASES for suffix in SUFFIXES + BETWEEN]
EVERY += [f"{release}{more}" for release in RELEASES for more in (".0.1", ".99999", ".1.99999")] + ["99999"]
UNIVERSE = [Version(text) for text in EVERY]


def version(suffixes):
    return random.choice(["", "", "", "", "1!"]) + random.choice(RELEASES) + random.choice(suffixes)


def clause():
    operator = random.choice(["==", "==", "!=", "<=", ">=", "<", ">", "~=", "==*", "!=*"])
    if operator.endswith("*"):
        return operator[:2] + random.choice(RELEASES) + ".*"
    if operator == "~=":
        return "~=" + random.choice([release for release in RELEASES if "." in release])
    return operator + version(SUFFIXES if operator in ("==", "!=") else [s for s in SUFFIXES if "+" not in s])


def pin(text):
    return Version(text[2:]) if text.startswith("==") and "," not in text and "*" not in text else None


def verdict(before, after):
    was, now = pin(before), pin(after)
    if was is not None and now is not None:
        return "same" if was == now else "newer" if now > was else "older"
    accepts = [[each.contains(v, prereleases=True) for v in UNIVERSE] for each in map(SpecifierSet, (before, after))]
    gained = any(new and not old for old, new in zip(*accepts))
    lost = any(old and not new for old, new in zip(*accepts))
    return "changed" if gained and lost else "looser" if gained else "stricter" if lost else "same"


def specifier():
    return ",".join(clause() for _ in range(random.choice([1, 1, 1, 2, 2, 3]))) if random.random() > 0.08 else ""


def neighbour(text):
    """Often the same clauses but for one, as in a change that a person makes."""
    clauses = [part for part in text.split(",") if part]
    if not clauses or random.random() < 0.4:
        return specifier()
    at = random.randrange(len(clauses))
    clauses[at : at + 1] = random.choice([[], [clause()], [clauses[at], clause()]])
    return ",".join(clauses)


pairs = {}
while len(pairs) < 400:
    before = specifier()
    after = neighbour(before)
    pairs[(before, after)] = verdict(before, after)
target = pathlib.Path(__file__).with_name("cases.json")
lines = ",\n".join("  " + json.dumps([before, after, said]) for (before, after), said in pairs.items())
target.write_text(f"[\n{lines}\n]\n")
