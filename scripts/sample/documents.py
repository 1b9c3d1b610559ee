"""Written artifacts: a report, a notebook, a Parquet file, notes, and the workshop's rules."""

import json
import tempfile
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient

PAGES = Path(__file__).parent / "pages"


def page(name: str, **values) -> str:
    """Reads a text of pages/ and fills in its {{names}}."""
    text = (PAGES / name).read_text()
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", str(value))
    return text


def parquet(table: pd.DataFrame, path: str) -> None:
    folder, name = path.rsplit("/", 1)
    with tempfile.TemporaryDirectory() as temporary:
        table.to_parquet(f"{temporary}/{name}", index=False, compression="snappy")
        mlflow.log_artifact(f"{temporary}/{name}", folder)


def demand_report(_model, holdout: pd.DataFrame, predicted) -> None:
    """An HTML page with a chart, as a tool would write it."""
    error = (holdout.pickups - predicted).abs().groupby(holdout.hour).mean()
    top = float(error.max())
    bars = "".join(
        f'<rect x="{hour * 24 + 4}" y="{round(150 - value / top * 140, 1)}" width="18" height="{round(value / top * 140, 1)}">'
        f"<title>{hour}:00, {value:.2f}</title></rect>"
        for hour, value in error.items()
    )
    rows = "".join(
        f"<tr><td>{name}</td><td>{part.pickups.mean():.2f}</td><td>{np.abs(part.pickups - predicted[part.index]).mean():.2f}</td></tr>"
        for name, part in [
            ("working day", holdout[(holdout.weekday < 5) & (holdout.holiday == 0)]),
            ("weekend or holiday", holdout[(holdout.weekday >= 5) | (holdout.holiday == 1)]),
            ("rain", holdout[holdout.rain_mm > 0]),
        ]
    )
    mlflow.log_text(page("report.html", bars=bars, rows=rows), "evaluation/report.html")
    table = holdout.assign(predicted=np.round(predicted, 4))
    parquet(table.head(400), "evaluation/holdout.parquet")


def exploration(_model, holdout: pd.DataFrame, _predicted) -> None:
    """A notebook with text, code, a table and numbers in its outputs."""
    by_rain = holdout.groupby(pd.cut(holdout.rain_mm, [-1, 0, 1, 3, 30], labels=["dry", "light", "steady", "heavy"]), observed=True)
    table = by_rain.pickups.agg(["count", "mean"]).round(2)
    cells = json.loads((PAGES / "exploration.json").read_text())
    for cell in cells:
        cell.setdefault("metadata", {})
        if cell["cell_type"] == "code":
            cell.setdefault("outputs", [])
    described = {"text/plain": table.to_string().splitlines(True), "text/html": [table.to_html(border=0)]}
    cells[2]["outputs"] = [{"output_type": "execute_result", "execution_count": 2, "metadata": {}, "data": described}]
    text = [f"correlation with temperature: {holdout.pickups.corr(holdout.temperature_c):.3f}\n"]
    cells[4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python", "version": "3.11.7"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}
    mlflow.log_text(json.dumps(notebook, indent=1), "exploration.ipynb")


def drift_note(moved: dict[str, float]) -> str:
    rows = "\n".join(f"| `{key}` | {value:.3f} |" for key, value in sorted(moved.items(), key=lambda one: -one[1]))
    return page("drift.md", rows=rows, most=max(moved, key=lambda key: moved[key]))


def rules_folder(parent, limits: dict[str, float], result: dict[str, float]) -> None:
    client = MlflowClient()
    client.log_dict(parent.id, {"any_of": [{"field": key, "above": limit} for key, limit in limits.items()]}, "rules/thresholds.json")
    client.log_text(parent.id, page("rules.md", **{key: f"{value:.1%}" for key, value in result.items()}), "rules/README.md")
    examples = pd.DataFrame([{"bike": f"B{number:04}", "field": key, "value": round(limit * 1.04, 3)} for number, (key, limit) in enumerate(limits.items(), 2207)])
    client.log_text(parent.id, examples.to_csv(index=False), "rules/examples.csv")
    for key, value in result.items():
        client.log_metric(parent.id, f"best_{key}", round(value, 4), timestamp=parent.end - 1000)
