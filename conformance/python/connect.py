"""The setup of every module here, for clients of every version."""

import uuid

import mlflow
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient


def start(server):
    mlflow.set_tracking_uri(server)
    return MlflowClient(server, server)


def unique(word):
    return f"{word} {uuid.uuid4().hex[:8]}"


def refused(call, code, words=""):
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, (error.error_code, str(error))
        assert words in str(error), str(error)
        return
    raise AssertionError(f"{code} expected, nothing raised")
