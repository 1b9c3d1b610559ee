"""Logs and registers one model of each kind with the unmodified mlflow client; prints each name, one line each.

usage: python log_models.py SERVER EXPERIMENT
"""

import os
import sys
import tempfile
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import yaml
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema, TensorSpec
from mlflow.types.schema import AnyType, Array, Map, Object, Property
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

server, experiment = sys.argv[1:]
mlflow.set_tracking_uri(server)
mlflow.set_experiment(experiment)


class Rows(mlflow.pyfunc.PythonModel):
    """Says how many rows it was given; with params, which ones."""

    def predict(self, context, model_input, params=None):
        if isinstance(model_input, dict):
            model_input = next(iter(model_input.values()))
        return [str(params)] * len(model_input) if params else [1.0] * len(model_input)


def register(kind, log, **more):
    """Requirements are named, as finding them out loads the model in yet another Python."""
    with mlflow.start_run():
        name = f"{experiment} {kind}"
        log(name="model", registered_model_name=name, pip_requirements=["mlflow", "scikit-learn"], **more)
        print(name)


def rows(kind, signature):
    register(kind, mlflow.pyfunc.log_model, python_model=Rows(), signature=signature)


def columns(**types):
    return Schema([ColSpec(of, name) for name, of in types.items()])


matrix = np.arange(12, dtype="float64").reshape(4, 3)
frame = pd.DataFrame({"wide column": [0.0, 1.0], "n": np.array([0, 1], "int32"), "x": np.array([0, 1], "float32")})

register(
    "predictor",
    mlflow.sklearn.log_model,
    sk_model=LinearRegression().fit(frame, [1.0, 3.0]),
    signature=infer_signature(frame, np.array([1.0])),
)
plain = pd.DataFrame({"fares, paid": [0.0, 1.0], "riders": [1, 2]})
register(
    "csv",
    mlflow.sklearn.log_model,
    sk_model=LinearRegression().fit(plain, [1.0, 3.0]),
    signature=infer_signature(plain, np.array([1.0])),
    input_example=plain,
)
register("transformer", mlflow.sklearn.log_model, sk_model=PCA(2).fit(matrix))
register(
    "scaler", mlflow.sklearn.log_model, sk_model=StandardScaler().fit(matrix), pyfunc_predict_fn="transform"
)
register(
    "tensor",
    mlflow.sklearn.log_model,
    sk_model=LinearRegression().fit(matrix, matrix[:, 0]),
    signature=infer_signature(matrix, matrix[:, 0]),
    input_example=matrix[1:],
)

import onnx
from onnx import TensorProto, helper

graph = helper.make_graph(
    [helper.make_node("Add", ["a", "b"], ["sum"])],
    "sum",
    [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", 2]) for name in ("a", "b")],
    [helper.make_tensor_value_info("sum", TensorProto.FLOAT, ["N", 2])],
)
two = np.zeros((1, 2), "float32")
register(
    "onnx",
    mlflow.onnx.log_model,
    onnx_model=helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9),
    signature=infer_signature({"a": two, "b": two}, {"sum": two}),
)

rows("large tensor", ModelSignature(Schema([TensorSpec(np.dtype("uint8"), (-1, 32, 32, 3))])))
rows("words", ModelSignature(Schema([TensorSpec(np.dtype("str"), (-1, 2), "a"), TensorSpec(np.dtype("bool"), (-1,), "b")])))
rows(
    "scalars",
    ModelSignature(Schema([ColSpec(of, of.name) for of in DataType] + [ColSpec(DataType.integer, "may be", required=False)])),
)
rows("unnamed", ModelSignature(Schema([ColSpec(DataType.float), ColSpec(DataType.string)])))
rows(
    "objects",
    ModelSignature(
        columns(
            words=Array(DataType.string),
            grid=Array(Array(DataType.double)),
            counts=Array(DataType.integer),
            times=Array(DataType.datetime),
            by=Map(DataType.long),
            about=Object([Property("a", DataType.string), Property("b", DataType.float, required=False)]),
            all=Array(Object([Property("at", DataType.double), Property("tags", Array(DataType.string))])),
            what=AnyType(),
        )
    ),
)
rows("no json", ModelSignature(columns(about=Object([Property("n", DataType.integer)]))))
rows(
    "params",
    ModelSignature(
        columns(x=DataType.double),
        params=ParamSchema(
            [
                ParamSpec("threshold", DataType.double, 1.0),
                ParamSpec("fill", DataType.double, float("nan")),
                ParamSpec("top", DataType.long, 3),
                ParamSpec("fast", DataType.boolean, True),
                ParamSpec("word", DataType.string, 'it\'s "so"'),
                ParamSpec("when", DataType.datetime, np.datetime64("2026-01-01")),
                ParamSpec("stop", DataType.string, ["a", "b"], shape=(-1,)),
            ]
        ),
    ),
)


class Hinted(mlflow.pyfunc.PythonModel):
    def predict(self, model_input: list[int], params=None) -> list[int]:
        return [value + 1 for value in model_input]


register("hinted", mlflow.pyfunc.log_model, python_model=Hinted())

# MLflow 1 named one environment file and wrote no requirements.txt at first.
with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
    path = Path(folder) / "model"
    mlflow.sklearn.save_model(LinearRegression().fit([[0.0], [1.0]], [1.0, 3.0]), path, pip_requirements=["scikit-learn"])
    about = yaml.safe_load((path / "MLmodel").read_text())
    kept = {key: about["flavors"][key] for key in ("python_function", "sklearn")}
    kept["python_function"]["env"] = "conda.yaml"
    signature = {"inputs": '[{"name": "x", "type": "double"}]', "outputs": '[{"type": "double"}]'}
    old = {"artifact_path": "model", "flavors": kept, "mlflow_version": "1.30.1", "run_id": run.info.run_id, "signature": signature}
    (path / "MLmodel").write_text(yaml.safe_dump(old))
    for name in ("requirements.txt", "python_env.yaml"):
        os.remove(path / name)
    mlflow.log_artifacts(str(path), "model")
    client = mlflow.MlflowClient()
    client.create_registered_model(f"{experiment} old")
    client.create_model_version(f"{experiment} old", f"{run.info.artifact_uri}/model", run.info.run_id)
    print(f"{experiment} old")
