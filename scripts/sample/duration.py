"""Experiment trip-duration: how many minutes a trip takes, predicted when the bike is unlocked."""

import warnings

import mlflow
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import documents
import pictures
from demand import REQUIREMENTS
from story import ago, run

NAME = "trip-duration"
FEATURES = ["distance_km", "climb_m", "hour", "rain_mm", "electric", "member"]
SKOPS = [*REQUIREMENTS, "skops==0.16.0"]
ONNX = ["mlflow==3.17.2", "onnx==1.23.2", "onnxruntime==1.31.1", "numpy==2.4.6", "pandas==3.1.1"]


def trips(seed: int, rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "distance_km": np.round(rng.gamma(2.6, 1.1, rows) + 0.3, 2),
            "climb_m": np.round(rng.exponential(18, rows), 0),
            "hour": rng.integers(5, 24, rows).astype(float),
            "rain_mm": np.round(np.where(rng.random(rows) < 0.8, 0, rng.exponential(1.2, rows)), 1),
            "electric": (rng.random(rows) < 0.45).astype(float),
            "member": (rng.random(rows) < 0.7).astype(float),
        }
    )
    speed = 13.5 + 5.5 * frame.electric + 1.6 * frame.member - 0.9 * np.sqrt(frame.rain_mm)
    speed -= 2.4 * np.exp(-((frame.hour - 8) ** 2) / 4) + 2.9 * np.exp(-((frame.hour - 17) ** 2) / 5)
    uphill = frame.climb_m * np.where(frame.electric == 1, 0.01, 0.055)
    minutes = frame.distance_km / speed * 60 + uphill + 1.4 + (1 - frame.member) * rng.exponential(2.5, rows)
    frame["minutes"] = np.round(minutes * rng.normal(1, 0.06, rows), 2)
    return frame


def scores(actual, predicted) -> dict[str, float]:
    error = np.abs(actual - predicted)
    return {
        "mae_minutes": mean_absolute_error(actual, predicted),
        "p90_error_minutes": float(np.percentile(error, 90)),
        "within_2_minutes": float(np.mean(error <= 2)),
        "r2": r2_score(actual, predicted),
    }


def network(width: int, rate: float, solver="adam") -> MLPRegressor:
    return MLPRegressor(hidden_layer_sizes=(width, width), solver=solver, learning_rate_init=rate, batch_size=128, random_state=3)


def learn(model: MLPRegressor, scaler, train, holdout, epochs: int) -> dict[str, list[float]]:
    """Fits epoch by epoch and yields the metrics to watch."""
    seen = {"train_loss": [], "validation_mae": []}
    inputs, targets, others = scaler.transform(train[FEATURES]), train.minutes, scaler.transform(holdout[FEATURES])
    for _ in range(epochs):
        model.partial_fit(inputs, targets)
        seen["train_loss"].append(model.loss_)
        seen["validation_mae"].append(mean_absolute_error(holdout.minutes, model.predict(others)))
    return seen


def tell(logged: dict[str, str]) -> None:
    train, holdout = trips(21, 4000), trips(22, 1000)
    data = mlflow.data.from_pandas(
        train, source="https://lake.tandem.example/trips/last-quarter.parquet", targets="minutes", name="trips-quarter"
    )
    holdout_set = mlflow.data.from_pandas(
        holdout, source="https://lake.tandem.example/trips/holdout.parquet", targets="minutes", name="trips-holdout"
    )
    actual = holdout.minutes.to_numpy()
    scaler = StandardScaler().fit(train[FEATURES])
    kept: dict[str, Pipeline] = {}

    with run(NAME, "linear baseline", "tomas.ferreira", ago(days=88, hours=6), 2, "train_duration.py") as it:
        model = make_pipeline(StandardScaler(), LinearRegression()).fit(train[FEATURES], train.minutes)
        predicted = model.predict(holdout[FEATURES])
        mlflow.log_params({"model": "linear", "features": len(FEATURES)})
        mlflow.log_input(data, context="training")
        info = mlflow.sklearn.log_model(model, name="model", input_example=holdout[FEATURES].head(3), pip_requirements=SKOPS)
        logged["duration 1"] = info.model_id
        it.results(scores(actual, predicted), info.model_id, holdout_set)
        pictures.predicted_and_actual(actual, predicted, "minutes", "evaluation/predicted and actual.png")

    settings = [
        ("mlp 8, rate 0.001", 8, 0.001, 60, ago(days=59, hours=5), "FINISHED"),
        ("mlp 8, rate 0.01", 8, 0.01, 60, ago(days=59, hours=4), "FINISHED"),
        ("mlp 16, rate 0.003", 16, 0.003, 150, ago(days=58, hours=3), "FINISHED"),
        ("mlp 32, rate 0.003", 32, 0.003, 90, ago(days=57, hours=1), "KILLED"),
        ("mlp 16, final", 16, 0.004, 220, ago(days=44, hours=6), "FINISHED"),
    ]
    for name, width, rate, epochs, start, end in settings:
        final = name == "mlp 16, final"
        with run(NAME, name, "tomas.ferreira", start, epochs * 0.4, "train_duration.py", branch="network", end=end,
                 note="No better than 16 after ninety epochs: stopped by hand." if end == "KILLED" else "") as it:
            mlflow.log_params({"model": "mlp", "width": width, "layers": 2, "learning_rate": rate, "epochs": epochs, "batch_size": 128})
            mlflow.log_input(data, context="training")
            model = network(width, rate)
            seen = learn(model, scaler, train, holdout, epochs)
            it.history(seen)
            it.history(load(epochs // 4), every=1)
            del model._optimizer  # not needed after training, and skops does not know its type
            whole = Pipeline([("scale", scaler), ("network", model)])
            predicted = whole.predict(holdout[FEATURES])
            model_id = None
            if final:
                kept["final"] = whole
                info = mlflow.sklearn.log_model(whole, name="model", input_example=holdout[FEATURES].head(3), pip_requirements=SKOPS)
                model_id = logged["duration 2"] = info.model_id
                pictures.predicted_and_actual(actual, predicted, "minutes", "evaluation/predicted and actual.png")
                table = holdout.head(120).assign(predicted=np.round(predicted[:120], 6))
                mlflow.log_text(table.to_csv(index=False), "evaluation/holdout.csv")
                documents.parquet(table, "evaluation/holdout.parquet")
            if end == "FINISHED":
                pictures.curves({"validation": seen["validation_mae"]}, "epoch", "mean error, minutes", "evaluation/learning.png")
                it.results(scores(actual, predicted), model_id, holdout_set)

    with run(NAME, "mlp 16, sgd rate 0.5", "tomas.ferreira", ago(days=58, hours=5), 1.5, "train_duration.py", branch="network", end="FAILED",
             note="Diverged in the third epoch. Adam from here on.") as it:
        mlflow.log_params({"model": "mlp", "width": 16, "layers": 2, "learning_rate": 0.5, "solver": "sgd"})
        it.history({"train_loss": [812.4, 51980.7, float("nan")]})

    with run(NAME, "onnx export", "mira.okafor", ago(days=6, hours=4), 3, "export_duration.py", branch="onnx",
             note="The final network for the phones: same numbers to six digits, no Python needed.") as it:
        export(kept["final"], holdout, it, logged, holdout_set)


def export(model: Pipeline, holdout: pd.DataFrame, it, logged: dict[str, str], holdout_set) -> None:
    from onnxruntime import InferenceSession
    from skl2onnx import to_onnx

    inputs = holdout[FEATURES].to_numpy(np.float32)
    exported = to_onnx(model, inputs[:1], target_opset=18)
    session = InferenceSession(exported.SerializeToString())
    outputs = session.run(None, {session.get_inputs()[0].name: inputs})[0]
    mlflow.log_params({"opset": 18, "from": "mlp 16, final", "type": "float32"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        info = mlflow.onnx.log_model(
            exported, name="model", signature=infer_signature(inputs[:3], outputs[:3]), pip_requirements=ONNX, save_as_external_data=False
        )
    logged["duration 3"] = info.model_id
    difference = float(np.max(np.abs(outputs[:, 0] - model.predict(holdout[FEATURES]))))
    it.results({**scores(holdout.minutes.to_numpy(), outputs[:, 0]), "max_difference": difference}, info.model_id, holdout_set)
    mlflow.log_dict({"inputs": FEATURES, "opset": 18, "max_difference_minutes": round(difference, 6)}, "export.json")


def load(points: int) -> dict[str, list[float]]:
    """The load of the machine, under the names of MLflow's system metrics."""
    rng = np.random.default_rng(points)
    return {
        "system/cpu_utilization_percentage": list(np.clip(rng.normal(71, 9, points), 5, 100)),
        "system/system_memory_usage_megabytes": list(np.linspace(2140, 2480, points) + rng.normal(0, 25, points)),
    }
