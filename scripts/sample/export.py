"""Exports the database and artifacts of the story to server/embedded/sample/: rows.json and artifacts/.

Times become milliseconds before NOW (negative), ids become the same at every making, experiments are numbered from 1.
"""

import getpass
import hashlib
import json
import re
import shutil
import socket
import sqlite3
from datetime import datetime, timezone
from pathlib import Path

from story import NOW, told

PLACE = "mlflow-artifacts:/sample-project"

TABLES = {
    "experiments": ["creation_time", "last_update_time"],
    "experiment_tags": [],
    "runs": ["start_time", "end_time"],
    "params": [],
    "tags": [],
    "datasets": [],
    "dataset_inputs": [],
    "logged_models": ["creation_timestamp_ms", "last_updated_timestamp_ms"],
    "logged_model_params": [],
    "logged_model_tags": [],
    "logged_model_metrics": ["timestamp"],
    "model_outputs": [],
    "registered_models": ["creation_timestamp", "last_updated_timestamp"],
    "registered_model_tags": [],
    "model_versions": ["creation_timestamp", "last_updated_timestamp"],
    "model_version_tags": [],
    "aliases": [],
}
# MLflow writes these into every file about a model.
MOMENT = re.compile(r"utc_time_created: '([\d :.-]+)'")


def write(data: Path, target: Path) -> None:
    db = sqlite3.connect(data / "modelshelf.db")
    db.row_factory = sqlite3.Row
    ids = stable_ids(db)
    shutil.rmtree(target / "artifacts", ignore_errors=True)
    lines = [f'"{table}": {rows(db, table, times, ids)}' for table, times in TABLES.items()]
    lines.append(f'"metrics": {metrics(db, ids)}')
    target.mkdir(parents=True, exist_ok=True)
    (target / "rows.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    copy_files(data / "artifacts/sample-project", target / "artifacts", ids)
    check(target)


def stable_ids(db: sqlite3.Connection) -> dict[str, str]:
    """Makes the same ids each time, from the story's name of each run, so that links and comparisons stay valid."""
    ids = {}
    runs = "SELECT run_id, run_name, name FROM runs JOIN experiments USING (experiment_id) ORDER BY start_time"
    for run_id, run_name, experiment in db.execute(runs):
        ids[run_id] = hashlib.sha256(f"{experiment}/{run_name}".encode()).hexdigest()[:32]
    for model_id, run_id in db.execute("SELECT model_id, source_run_id FROM logged_models"):
        ids[model_id] = "m-" + hashlib.sha256(f"{ids[run_id]}/model".encode()).hexdigest()[:32]
    assert len(set(ids.values())) == len(ids), "two runs of one experiment have the same name"
    return ids


def with_ids(text: str, ids: dict[str, str]) -> str:
    return re.sub(r"(?:m-)?[0-9a-f]{32}", lambda found: ids.get(found[0], found[0]), text)


def rows(db: sqlite3.Connection, table: str, times: list[str], ids: dict[str, str]) -> str:
    found = [dict(row) for row in db.execute(f"SELECT * FROM {table}")]
    if table == "experiments":
        found = [row for row in found if row["experiment_id"] != 0]
    for row in found:
        for time in times:
            if row[time] is not None:
                row[time] = told(row[time]) - NOW
    # Ordered by time, not by the ids that the server gave.
    lines = [with_ids(json.dumps(row, ensure_ascii=False), ids) for row in found]
    return "[\n" + ",\n".join(lines if table == "experiments" else sorted(lines)) + "\n]"


def metrics(db: sqlite3.Connection, ids: dict[str, str]) -> str:
    """One line per metric of a run: its points as [time, step, value], with NaN as "NaN"."""
    series: dict[tuple[str, str], list] = {}
    for row in db.execute("SELECT * FROM metrics ORDER BY run_id, key, step, timestamp"):
        value = "NaN" if row["special"] == "NaN" else row["value"]
        series.setdefault((ids[row["run_id"]], row["key"]), []).append([told(row["timestamp"]) - NOW, row["step"], value])
    lines = [
        json.dumps({"run_id": run_id, "key": key, "points": points}, separators=(",", ":"))
        for (run_id, key), points in sorted(series.items(), key=lambda one: one[0])
    ]
    return "[\n" + ",\n".join(lines) + "\n]"


def copy_files(source: Path, target: Path, ids: dict[str, str]) -> None:
    for file in sorted(source.rglob("*")):
        if not file.is_file():
            continue
        place = target / with_ids(str(file.relative_to(source)), ids)
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.name == "MLmodel":
            place.write_text(MOMENT.sub(relative, with_ids(file.read_text(), ids)))
        else:
            shutil.copyfile(file, place)


def relative(found: re.Match) -> str:
    stamp = datetime.fromisoformat(found[1]).replace(tzinfo=timezone.utc).timestamp() * 1000
    return f"utc_time_created: '@{told(int(stamp)) - NOW}'"


def check(target: Path) -> None:
    """Fails if the export contains anything about the machine it was made on."""
    private = [str(Path.home()), str(Path(__file__).parents[2]), getpass.getuser() + "@", socket.gethostname(), "/tmp/"]
    for file in target.rglob("*"):
        if file.is_file():
            found = [word for word in private if len(word) > 3 and word.encode() in file.read_bytes()]
            assert not found, f"{file} holds {found}"
