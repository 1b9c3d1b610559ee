"""Runs SNIPPETS.md from top to bottom, one test per code block; its first lines explain the words after `python`."""

import os
import pathlib
import re

import mlflow
from sklearn.linear_model import LinearRegression

from connect import start

page = pathlib.Path(__file__).parent.parent / "SNIPPETS.md"
major = mlflow.__version__.split(".")[0]
# Ids as the texts show them.
printed = ("9245396b47c94513bbf9a119b100aa47", "e148278107274..832")
names = {"fit": lambda: LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]), "mlflow": mlflow}


def fences(text):
    for match in re.finditer(r"^```python (\w+)(?: (\w+))?(?: \[([\d ]+)\])?\n(.*?)^```$", text, re.M | re.S):
        line = text.count("\n", 0, match.start()) + 1
        yield (line, *match.groups())


def run(code, server):
    for each in printed:
        code = code.replace(each, str(names.get("RUN")))
    start(server)
    os.environ["MLFLOW_TRACKING_URI"] = server
    names["SERVER"] = server
    exec(compile(code, str(page), "exec"), names)


def checked(expected, error, code):
    def test(server):
        try:
            run(code, server)
        except Exception as raised:
            kinds = [kind.__name__ for kind in type(raised).__mro__]
            assert expected == "fails" and error in kinds, f"{type(raised).__name__}: {raised}\n{code}"
        else:
            assert expected != "fails", f"{error} expected, nothing raised\n{code}"

    return test


text = page.read_text()
assert len(list(fences(text))) == text.count("```python") and text.count("```python runs") > 30, "every fence is read"
for line, word, error, clients, code in fences(text):
    assert word in ("given", "runs", "fails", "today", "unrun"), f"line {line}: {word}"
    assert (word == "fails") == (error is not None), f"line {line}: an error is named exactly where one is expected"
    if word != "unrun" and (clients is None or major in clients.split()):
        globals()[f"test_line_{line}_{word}"] = checked(word, error, code)
