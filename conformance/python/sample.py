"""The sample project's models are real: the client loads them, and they predict the numbers that their runs logged."""

import io
import json
import urllib.request

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient


def test_load(server):
    request = urllib.request.Request(
        server.rstrip("/") + "/modelshelf/sample", b"{}", {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["model_versions"] == 13
    mlflow.set_tracking_uri(server)


def test_production_models_predict_what_their_runs_noted(server):
    for name in ("station-demand", "trip-duration"):
        model = mlflow.pyfunc.load_model(f"models:/{name}/Production")
        table = holdout_of(model.metadata.run_id)
        predicted = model.predict(table[model.metadata.get_input_schema().input_names()])
        np.testing.assert_allclose(predicted, table.predicted, rtol=0, atol=1e-5)
        assert np.mean(np.abs(predicted - table.iloc[:, -2])) < 3, "near what was measured"


def test_alias_flavour_and_run_lead_to_the_same_model(server):
    version = MlflowClient().get_model_version_by_alias("station-demand", "champion")
    assert version.current_stage == "Production"
    table = holdout_of(version.run_id).drop(columns=["pickups", "predicted"])
    expected = mlflow.pyfunc.load_model("models:/station-demand@champion").predict(table)
    for uri in (f"runs:/{version.run_id}/model", f"models:/station-demand/{version.version}", version.source):
        np.testing.assert_array_equal(mlflow.sklearn.load_model(uri).predict(table), expected)


def test_a_version_that_is_no_model_is_downloaded(server):
    folder = mlflow.artifacts.download_artifacts("models:/fault-thresholds/Production")
    with open(f"{folder}/thresholds.json") as file:
        assert {rule["field"] for rule in json.load(file)["any_of"]} >= {"brake_wear", "vibration"}


def test_histories_datasets_and_parents_are_there(server):
    client = MlflowClient()
    experiment = client.get_experiment_by_name("station-demand")
    [parent] = client.search_runs([experiment.experiment_id], "attributes.run_name = 'boosting sweep'")
    children = client.search_runs([experiment.experiment_id], f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.rmse ASC"])
    assert len(children) == 6
    assert children[0].data.metrics["rmse"] == parent.data.metrics["best_rmse"]
    assert len(client.get_metric_history(children[0].info.run_id, "validation_rmse")) == int(children[0].data.params["trees"])
    assert [one.dataset.name for one in children[0].inputs.dataset_inputs] == ["rides-holdout", "rides-spring"]


def holdout_of(run_id: str) -> pd.DataFrame:
    artifact_uri = MlflowClient().get_run(run_id).info.artifact_uri
    return pd.read_csv(io.StringIO(mlflow.artifacts.load_text(f"{artifact_uri}/evaluation/holdout.csv")))
