"""Writes cases.json: pairs of texts, and how Python's difflib tells their lines apart.

    python scripts/difflib/cases.py

Every line is there once and none changes places, so that there is one shortest answer.
"""

import difflib
import json
import pathlib
import random

rng = random.Random(17)


def texts():
    """Two texts of which the second leaves out some lines of the first, and has some of its own."""
    before, after = [], []
    changes = rng.choice([0.05, 0.2, 0.5])
    for number in range(rng.randint(0, 40)):
        fate = rng.random()
        line = rng.choice(["learning_rate: 0.{}", "+ {}", "- {}", "@@ {}", "\\ {}", "  {}é", "{}\r", '"{}": null,']).format(number)
        if fate > changes / 2:
            before.append(line)
        if not changes / 2 < fate < changes:
            after.append(line)
    return before, after


def hunks(before, after):
    """As src/domain/changes/text-diff.ts tells them, without difflib's own head lines."""
    lines = list(difflib.unified_diff(before, after, n=3, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@ -")]


cases = [[*map("\n".join, (before, after, hunks(before, after)))] for before, after in (texts() for _ in range(50))]
place = pathlib.Path(__file__).with_name("cases.json")
place.write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
