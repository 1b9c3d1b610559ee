"""What a client does with the credentials of `--auth accounts`, which the test that starts this puts into the environment."""

import os

from connect import refused, start, unique


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
