"""When things happened and who did them.

Everything is told as time before NOW. What the client may date (runs, metrics) is dated so at once; what the server
dates itself (models, versions, experiments) falls into a scene, and export.py moves each scene to its place in the past.
"""

import bisect
import hashlib
import json
import os
import time
from contextlib import contextmanager
from datetime import timedelta

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric

NOW = int(time.time()) * 1000
DAY, HOUR, MINUTE = 24 * 60, 60, 1

scenes: list[tuple[int, int]] = []


def ago(days=0.0, hours=0.0, minutes=0.0) -> int:
    """Milliseconds since the epoch, this long before NOW."""
    return NOW - int(timedelta(days=days, hours=hours, minutes=minutes).total_seconds() * 1000)


def at(moment: int) -> None:
    """Maps times that the server sets from here on to `moment`."""
    time.sleep(0.02)
    scenes.append((int(time.time() * 1000), moment))
    time.sleep(0.02)


def told(stamp: int) -> int:
    """Maps a time set by the server; a time before NOW was given by the client and stays."""
    index = bisect.bisect_right([real for real, _ in scenes], stamp) - 1
    return scenes[index][1] if index >= 0 else stamp


def commit(words: str) -> str:
    return hashlib.sha1(words.encode()).hexdigest()


class Run:
    """An open run, which logs between its start and its end."""

    def __init__(self, client: MlflowClient, run_id: str, start: int, end: int):
        self.client, self.id, self.start, self.end = client, run_id, start, end
        self.failed: str | None = None

    def history(self, series: dict[str, list[float]], every=1) -> None:
        """One point per step, spread evenly over the run's time."""
        points = []
        for key, values in series.items():
            for index, value in enumerate(values):
                moment = self.start + (self.end - self.start) * (index + 1) // (len(values) + 1)
                points.append(Metric(key, short(value), moment // 1000 * 1000, index * every))
        for first in range(0, len(points), 1000):
            self.client.log_batch(self.id, metrics=points[first : first + 1000])

    def results(self, values: dict[str, float], model_id=None, dataset=None) -> None:
        for key, value in values.items():
            mlflow.log_metric(
                key, short(value), timestamp=self.end - 5000, model_id=model_id, dataset=dataset, run_id=self.id
            )


def short(value: float) -> float:
    """Rounds to five digits: nobody reads more, and the data stays small."""
    return float(f"{float(value):.5g}")


@contextmanager
def run(experiment: str, name: str, by: str, start: int, minutes: float, script: str, branch="main", **more):
    """A run of `experiment` by a person. `parent`: its parent run; `end`: its status."""
    client = MlflowClient()
    end = start + int(minutes * 60_000)
    context = {
        "mlflow.user": by,
        "mlflow.source.name": script,
        "mlflow.source.type": "LOCAL",
        "mlflow.source.git.commit": commit(f"{script} {start // 604_800_000 - NOW // 604_800_000} {branch}"),
        "mlflow.source.git.branch": branch,
        "mlflow.source.git.repoURL": "https://git.tandem.example/data/bike-models.git",
    }
    tags = {**context, **more.get("tags", {})}
    if more.get("note"):
        tags["mlflow.note.content"] = more["note"]
    if more.get("parent"):
        tags["mlflow.parentRunId"] = more["parent"]
    # The client reads user and source from its environment, and logged models can't be told otherwise.
    os.environ["MLFLOW_RUN_CONTEXT"] = json.dumps(context)
    experiment_id = client.get_experiment_by_name(experiment).experiment_id
    mlflow.set_experiment(experiment_id=experiment_id)
    made = client.create_run(experiment_id, start_time=start, run_name=name, tags=tags)
    at(end)
    mlflow.start_run(run_id=made.info.run_id)
    yield Run(client, made.info.run_id, start, end)
    mlflow.end_run()
    client.set_terminated(made.info.run_id, more.get("end", "FINISHED"), end_time=end)
