"""Experiment station-demand: how many bikes leave a station in an hour."""

import json

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import PoissonRegressor, Ridge
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

import documents
import pictures
from story import ago, at, run

NAME = "station-demand"
FEATURES = ["hour", "weekday", "holiday", "temperature_c", "rain_mm", "wind_kmh", "docks", "centre_km"]
REQUIREMENTS = ["mlflow==3.17.2", "scikit-learn==1.9.1", "pandas==3.1.1", "numpy==2.4.6"]


def rides(seed: int, rows: int) -> pd.DataFrame:
    """Hours at stations, and how many bikes left: two peaks on working days, one on other days, fewer in the rain."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "hour": rng.integers(0, 24, rows),
            "weekday": rng.integers(0, 7, rows),
            "holiday": (rng.random(rows) < 0.03).astype(int),
            "temperature_c": np.round(rng.normal(13, 7, rows), 1),
            "rain_mm": np.round(np.where(rng.random(rows) < 0.75, 0, rng.exponential(1.4, rows)), 1),
            "wind_kmh": np.round(rng.gamma(4, 4, rows), 1),
            "docks": rng.integers(12, 48, rows),
            "centre_km": np.round(rng.gamma(2, 1.6, rows), 2),
        }
    )
    working = (frame.weekday < 5) & (frame.holiday == 0)
    peak = lambda centre, width: np.exp(-((frame.hour - centre) ** 2) / width)
    # People ride into the center in the morning and out of it in the evening.
    outside = frame.centre_km - 3
    rush = (1.5 + 0.28 * outside) * peak(8, 4) + (1.7 - 0.3 * outside) * peak(17, 5)
    daily = np.where(working, rush + 0.5 * peak(13, 30), 1.3 * peak(15, 22))
    weather = 0.035 * frame.temperature_c - 0.0016 * (frame.temperature_c - 14) ** 2 - 0.28 * np.sqrt(frame.rain_mm)
    level = np.exp(0.35 + daily + weather - 0.012 * frame.wind_kmh + 0.018 * frame.docks - 0.17 * frame.centre_km)
    frame["pickups"] = rng.poisson(level * rng.gamma(12, 1 / 12, rows)).astype(int)
    return frame


def scores(actual, predicted) -> dict[str, float]:
    return {
        "rmse": mean_squared_error(actual, predicted) ** 0.5,
        "mae": mean_absolute_error(actual, predicted),
        "r2": r2_score(actual, predicted),
        "bias": float(np.mean(predicted - actual)),
    }


def calendar():
    return ColumnTransformer(
        [("calendar", OneHotEncoder(handle_unknown="ignore"), ["hour", "weekday", "holiday"])], remainder=StandardScaler()
    )


def weather():
    """Features: the weather as curves, and the hour combined with the kind of day."""
    moment = make_pipeline(OneHotEncoder(handle_unknown="ignore", sparse_output=False), PolynomialFeatures(interaction_only=True))
    curves = make_pipeline(StandardScaler(), PolynomialFeatures())
    place = ["temperature_c", "rain_mm", "wind_kmh", "docks", "centre_km"]
    return ColumnTransformer([("moment", moment, ["hour", "weekday", "holiday"]), ("curves", curves, place)])


def boosted(trees: int, depth: int, rate: float):
    return GradientBoostingRegressor(n_estimators=trees, max_depth=depth, learning_rate=rate, subsample=0.7, min_samples_leaf=25, random_state=7)


def tell(logged: dict[str, str]) -> None:
    """Logs all runs of the experiment, oldest first. `logged` receives the ids of the models that are registered later."""
    train, holdout = rides(11, 6000), rides(12, 1500)
    winter, spring = (
        mlflow.data.from_pandas(
            train, source=f"https://lake.tandem.example/rides/{part}.parquet", targets="pickups", name=f"rides-{part}"
        )
        for part in ("winter", "spring")
    )
    holdout_set = mlflow.data.from_pandas(
        holdout, source="https://lake.tandem.example/rides/holdout.parquet", targets="pickups", name="rides-holdout"
    )
    actual = holdout.pickups.to_numpy()

    def train_one(name, model, params, by, start, minutes, data, history=False, keep="", more=(), **about):
        with run(NAME, name, by, start, minutes, "train_demand.py", **about) as it:
            mlflow.log_params(params)
            mlflow.log_input(data, context="training")
            mlflow.log_input(holdout_set, context="evaluation")
            model.fit(train[FEATURES], train.pickups)
            predicted = model.predict(holdout[FEATURES])
            if history:
                it.history(
                    {
                        "train_rmse": [mean_squared_error(train.pickups, p) ** 0.5 for p in model.staged_predict(train[FEATURES])],
                        "validation_rmse": [mean_squared_error(actual, p) ** 0.5 for p in model.staged_predict(holdout[FEATURES])],
                    }
                )
            model_id = None
            if keep:
                # skops would ask the reader to trust each of the trees' own types.
                how = {"serialization_format": "cloudpickle"} if history else {}
                info = mlflow.sklearn.log_model(
                    model, name="model", input_example=holdout[FEATURES].head(3), pip_requirements=requirements(how), **how
                )
                model_id = logged[keep] = info.model_id
            it.results(scores(actual, predicted), model_id, holdout_set)
            for write in more:
                write(model, holdout, predicted)
        return it.id

    train_one(
        "ridge baseline", make_pipeline(StandardScaler(), Ridge(alpha=1.0)), {"model": "ridge", "alpha": 1.0, "features": 8},
        "mira.okafor", ago(days=118), 3, winter, keep="demand 1", more=[fit_picture],
        note="First number to beat. Linear in everything, so it misses both peaks.",
    )
    train_one(
        "poisson, calendar", make_pipeline(calendar(), PoissonRegressor(alpha=0.01, max_iter=400)),
        {"model": "poisson", "alpha": 0.01, "hour": "one-hot", "features": 8},
        "mira.okafor", ago(days=103, hours=4), 4, winter, keep="demand 2", more=[fit_picture, hours_picture, holdout_table],
    )
    with run(NAME, "poisson, weather feed", "jonas.lindqvist", ago(days=71, hours=2), 0.6, "train_demand.py", branch="weather", end="FAILED",
             note="The weather feed had a gap of two weeks: `ValueError: Input X contains NaN.`") as broken:
        mlflow.log_params({"model": "poisson", "alpha": 0.01, "weather": "hourly"})
        mlflow.log_text("Traceback (most recent call last):\n  File \"train_demand.py\", line 88, in fit\n    model.fit(train[FEATURES], train.pickups)\nValueError: Input X contains NaN.\n", "error.txt")
    train_one(
        "poisson, hours by day", make_pipeline(weather(), PoissonRegressor(alpha=0.003, max_iter=800)),
        {"model": "poisson", "alpha": 0.003, "hour": "by weekday", "weather": "quadratic", "features": 8},
        "jonas.lindqvist", ago(days=64, hours=5), 6, spring, keep="demand 3", branch="weather",
        more=[fit_picture, hours_picture, holdout_table, documents.demand_report],
        tags={"candidate": "true"},
    )
    train_one(
        "boosting, first try", boosted(30, 4, 0.2), {"model": "boosting", "trees": 30, "depth": 4, "learning_rate": 0.2},
        "priya.raman", ago(days=33, hours=7), 11, spring, history=True, keep="demand 4",
        more=[importance, hours_picture, holdout_table], branch="boosting",
    )
    sweep(train_one, spring)
    train_one(
        "boosting, tuned", boosted(40, 5, 0.2), {"model": "boosting", "trees": 40, "depth": 5, "learning_rate": 0.2},
        "priya.raman", ago(hours=2, minutes=20), 14, spring, history=True, keep="demand 5",
        more=[importance, hours_picture, holdout_table, documents.exploration], branch="boosting", tags={"candidate": "true"},
        note="Nearly the best of the sweep, at two thirds of the best one's size.",
    )


def requirements(how: dict) -> list[str]:
    return [*REQUIREMENTS, "cloudpickle==3.1.2" if how else "skops==0.16.0"]


def sweep(train_one, data) -> None:
    grid = [(30, 2, 0.3), (40, 3, 0.3), (40, 3, 0.2), (40, 4, 0.2), (40, 5, 0.2), (60, 5, 0.15)]
    start = ago(days=9, hours=3)
    with run(NAME, "boosting sweep", "priya.raman", start, 52, "sweep_demand.py", branch="boosting", tags={"sweep": "grid"},
             note="Six settings. Depth helps more than the number of trees.") as parent:
        mlflow.log_params({"settings": len(grid), "metric": "rmse"})
        mlflow.log_dict({"grid": [dict(zip(("trees", "depth", "learning_rate"), one)) for one in grid]}, "grid.json")
    best = float("inf")
    for number, (trees, depth, rate) in enumerate(grid):
        begin = start + number * 8 * 60_000 + 60_000
        child = train_one(
            f"trees {trees}, depth {depth}, rate {rate}", boosted(trees, depth, rate),
            {"model": "boosting", "trees": trees, "depth": depth, "learning_rate": rate},
            "priya.raman", begin, 7, data, history=True, parent=parent.id, branch="boosting", tags={"sweep": "grid"},
        )
        best = min(best, MlflowClient().get_run(child).data.metrics["rmse"])
    MlflowClient().log_metric(parent.id, "best_rmse", best, timestamp=parent.end - 1000)


def fit_picture(_model, holdout, predicted) -> None:
    pictures.predicted_and_actual(holdout.pickups.to_numpy(), predicted, "pick-ups", "evaluation/predicted and actual.png")


def hours_picture(_model, holdout, predicted) -> None:
    pictures.residuals_by_hour(holdout.hour.to_numpy(), holdout.pickups.to_numpy() - predicted, "evaluation/residuals by hour.png")


def holdout_table(_model, holdout, predicted) -> None:
    table = holdout.head(120).assign(predicted=np.round(predicted[:120], 6))
    mlflow.log_text(table.to_csv(index=False), "evaluation/holdout.csv")


def importance(model, _holdout, _predicted) -> None:
    values = model.feature_importances_
    pictures.bars(FEATURES, values, "Share of the gain", "evaluation/importance.png")
    mlflow.log_text(json.dumps(dict(zip(FEATURES, np.round(values, 4))), indent=2), "evaluation/importance.json")
