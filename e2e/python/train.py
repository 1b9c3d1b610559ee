"""Trains a scikit-learn model and logs it with the unmodified mlflow client; prints the run's id.

usage: python train.py SERVER EXPERIMENT
"""

import sys

import mlflow
from sklearn.linear_model import LinearRegression

server, experiment = sys.argv[1:]
mlflow.set_tracking_uri(server)
mlflow.set_experiment(experiment)
with mlflow.start_run() as run:
    model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    mlflow.log_param("features", 1)
    mlflow.log_metric("rmse", 0.0)
    mlflow.log_text("trained on three points", "notes/readme.txt")
    # 2.x stores the model among the run's artifacts at this path; 3.x stores a logged model of this name.
    place = "artifact_path" if mlflow.__version__.startswith("2.") else "name"
    # Requirements are given, because finding them out loads the model in another Python.
    mlflow.sklearn.log_model(model, **{place: "model"}, input_example=[[3.0]], pip_requirements=["scikit-learn"])
print(run.info.run_id)
