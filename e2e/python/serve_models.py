"""Serves models by the app that `mlflow models serve` runs, all in one process: the first below /0, the next below /1.

usage: python serve_models.py SERVER PORT NAME...
"""

import sys

import mlflow
import uvicorn
from fastapi import FastAPI
from mlflow.pyfunc import scoring_server

server, port, *names = sys.argv[1:]
mlflow.set_tracking_uri(server)
app = FastAPI()
for index, name in enumerate(names):
    app.mount(f"/{index}", scoring_server.init(mlflow.pyfunc.load_model(f"models:/{name}/1")))
uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")
