"""What a client does with the credentials of `--auth accounts`, which the test that starts this puts into the environment."""

import os

import mlflow
from connect import refused, start, unique
from mlflow.tracking import MlflowClient


def sign_in(**variables):
    for name in ("USERNAME", "PASSWORD", "TOKEN"):
        os.environ.pop("MLFLOW_TRACKING_" + name, None)
    for name, variable in variables.items():
        os.environ["MLFLOW_TRACKING_" + name] = os.environ[variable]


def writes(server):
    client = start(server)
    name = unique("signed in")
    client.create_registered_model(name)
    assert client.get_registered_model(name).name == name


def test_a_password_lets_write(server):
    sign_in(USERNAME="ACCOUNT", PASSWORD="ACCOUNT_PASSWORD")
    writes(server)


def test_a_token_lets_write(server):
    sign_in(TOKEN="TOKEN_ALL")
    writes(server)


def test_a_token_to_read_reads_and_is_refused_a_write(server):
    sign_in(TOKEN="TOKEN_READ")
    client = start(server)
    assert client.get_experiment("0").experiment_id == "0"
    refused(lambda: client.create_registered_model(unique("refused")), "PERMISSION_DENIED")


def test_a_databricks_host_and_token_let_write(server):
    sign_in()
    os.environ["DATABRICKS_HOST"], os.environ["DATABRICKS_TOKEN"] = server.rstrip("/"), os.environ["TOKEN_ALL"]
    mlflow.set_tracking_uri("databricks")
    try:
        client = MlflowClient("databricks", "databricks")
        name = unique("databricks")
        assert client.create_registered_model(name).name == name
        run = client.create_run(client.create_experiment(f"/{name}"))
        client.log_metric(run.info.run_id, "loss", 0.5)
        found = client.get_run(run.info.run_id)
        assert (found.data.metrics, found.info.user_id) == ({"loss": 0.5}, os.environ["ACCOUNT"])
        os.environ["DATABRICKS_TOKEN"] = os.environ["TOKEN_READ"]
        refused(lambda: MlflowClient("databricks", "databricks").create_registered_model(name), "PERMISSION_DENIED")
    finally:
        del os.environ["DATABRICKS_HOST"], os.environ["DATABRICKS_TOKEN"]
