"""Makes server/embedded/sample/: logs a team's half year with the real client to a Modelshelf of its own, then exports it.

usage (by hand, after `npm run build`; about two minutes):
    python -m venv ~/sample && ~/sample/bin/pip install -r scripts/sample/requirements.txt
    ~/sample/bin/python scripts/sample/make.py
"""

import logging
import os
import subprocess
import tempfile
import warnings
from pathlib import Path

# One thread gives the same numbers each time, and is no slower at this size.
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MLFLOW_DISABLE_TELEMETRY": "true"})

import mlflow
from mlflow import MlflowClient

import demand
import duration
import export
import faults
import registry
from story import ago, at

ROOT = Path(__file__).parents[2]
EXPERIMENTS = {
    demand.NAME: (ago(days=120), "mira.okafor", "rides", "How many bikes leave a station in an hour. Compare by `rmse` on the hold-out hours."),
    duration.NAME: (ago(days=90), "tomas.ferreira", "apps", "Minutes from unlocking to return, told to the rider. `mae_minutes` decides."),
    faults.NAME: (ago(days=77), "priya.raman", "workshop", "Which bikes break within two weeks, and the workshop's rules."),
}


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as data:
        node = ROOT / "node_modules/.bin/node"
        command = [str(node), str(ROOT / "server/main.ts"), "--port", "0", "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            line = server.stdout.readline()
            mlflow.set_tracking_uri(line.strip().rsplit(" ", 1)[1].rstrip("/"))
            tell()
        finally:
            server.terminate()
            server.wait()
        export.write(Path(data), ROOT / "server/embedded/sample")


def tell() -> None:
    client = MlflowClient()
    for name, (moment, owner, team, note) in EXPERIMENTS.items():
        at(moment)
        tags = {"mlflow.note.content": note, "modelshelf.owner": owner, "team": team}
        # A location of its own, so that loaded files can keep their paths whatever ids are taken.
        client.create_experiment(name, artifact_location=f"{export.PLACE}/{name}", tags=tags)
    logged: dict[str, str] = {}
    for experiment in (demand, duration, faults):
        experiment.tell(logged)
        print(experiment.NAME, "is told")
    registry.tell(logged)


main()
