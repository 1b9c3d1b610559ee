"""Experiment bike-faults: which bikes break within two weeks, and the rules the workshop uses."""

import json

import mlflow
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, confusion_matrix, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import documents
import pictures
from demand import REQUIREMENTS
from story import ago, run

NAME = "bike-faults"
FEATURES = ["age_months", "km_since_service", "brake_wear", "gear_slips", "vibration", "battery_volt"]


def bikes(seed: int, rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "age_months": rng.integers(1, 72, rows),
            "km_since_service": np.round(rng.gamma(2, 320, rows), 0),
            "brake_wear": np.round(rng.beta(2, 3, rows), 3),
            "gear_slips": rng.poisson(1.2, rows),
            "vibration": np.round(rng.lognormal(0, 0.4, rows), 3),
            "battery_volt": np.round(rng.normal(36.4, 1.1, rows), 2),
        }
    )
    score = -7.4 + 0.018 * frame.age_months + 0.0011 * frame.km_since_service + 3.1 * frame.brake_wear
    score += 0.42 * frame.gear_slips + 0.7 * frame.vibration + 0.5 * np.maximum(0, 35.8 - frame.battery_volt)
    frame["fault"] = (rng.random(rows) < 1 / (1 + np.exp(-score))).astype(int)
    return frame


def scores(actual, risk) -> dict[str, float]:
    worst = np.argsort(-risk)[: len(risk) // 20]
    return {
        "roc_auc": roc_auc_score(actual, risk),
        "average_precision": average_precision_score(actual, risk),
        "recall_at_5_percent": float(actual[worst].sum() / actual.sum()),
        "log_loss": log_loss(actual, risk),
    }


def tell(logged: dict[str, str]) -> None:
    train, holdout = bikes(31, 5000), bikes(32, 2000)
    data = mlflow.data.from_pandas(
        train, source="https://lake.tandem.example/workshop/inspections.parquet", targets="fault", name="inspections"
    )
    actual = holdout.fault.to_numpy()

    def train_one(name, model, params, start, minutes, by="priya.raman", keep="", **about):
        with run(NAME, name, by, start, minutes, "train_faults.py", **about) as it:
            mlflow.log_params({**params, "features": len(FEATURES), "fault_share": round(float(train.fault.mean()), 4)})
            mlflow.log_input(data, context="training")
            model.fit(train[FEATURES], train.fault)
            risk = model.predict_proba(holdout[FEATURES])[:, 1]
            model_id = None
            if keep:
                pickled = "forest" in name
                how = {"serialization_format": "cloudpickle"} if pickled else {}
                info = mlflow.sklearn.log_model(
                    model, name="model", input_example=holdout[FEATURES].head(3), pyfunc_predict_fn="predict_proba",
                    signature=infer_signature(holdout[FEATURES], model.predict_proba(holdout[FEATURES])),
                    pip_requirements=[*REQUIREMENTS, "cloudpickle==3.1.2" if pickled else "skops==0.16.0"], **how,
                )
                model_id = logged[keep] = info.model_id
            it.results(scores(actual, risk), model_id)
            matrix = confusion_matrix(actual, risk >= np.quantile(risk, 0.95))
            pictures.confusion(matrix, ["sound", "fault"], "evaluation/confusion.png")
            mlflow.log_dict({"threshold": round(float(np.quantile(risk, 0.95)), 4), "matrix": matrix.tolist()}, "evaluation/confusion.json")
            mlflow.log_table(holdout.head(40).assign(risk=np.round(risk[:40], 4)), "evaluation/riskiest.json")
        return it.id

    train_one(
        "logistic", make_pipeline(StandardScaler(), LogisticRegression(C=1.0)), {"model": "logistic", "C": 1.0, "class_weight": "none"},
        ago(days=76, hours=3), 2, keep="faults 1",
    )
    train_one(
        "logistic, balanced", make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced")),
        {"model": "logistic", "C": 0.3, "class_weight": "balanced"}, ago(days=49, hours=8), 2, keep="faults 2",
        note="Ranks as well as before; its numbers are no probabilities any more, only an order.",
    )
    train_one(
        "forest, 25 trees", RandomForestClassifier(25, max_depth=5, min_samples_leaf=20, random_state=5),
        {"model": "forest", "trees": 25, "depth": 5}, ago(days=4, hours=2), 5, keep="faults 3", branch="forest",
    )
    train_one(
        "forest, 40 deep trees", RandomForestClassifier(40, max_depth=12, min_samples_leaf=3, random_state=5),
        {"model": "forest", "trees": 40, "depth": 12}, ago(days=4, hours=1), 7, branch="forest", note="Learns the bikes by heart.",
    )
    rules(train, holdout)
    with run(NAME, "drift, last month", "jonas.lindqvist", ago(days=1, hours=5), 1, "drift_faults.py", tags={"kind": "monitoring"}) as it:
        later = bikes(33, 2000).assign(km_since_service=lambda frame: frame.km_since_service * 1.12)
        moved = {key: abs(float(later[key].mean() - train[key].mean()) / train[key].std()) for key in FEATURES}
        it.results({f"drift/{key}": value for key, value in moved.items()})
        pictures.bars(list(moved), list(moved.values()), "Shift of the mean, in standard deviations", "drift.png")
        mlflow.log_text(documents.drift_note(moved), "drift.md")


def rules(train: pd.DataFrame, holdout: pd.DataFrame) -> None:
    """Readable rules for the workshop: thresholds, searched in three steps, stored as a folder that is not a model."""
    begins = [ago(days=40, hours=6), ago(days=15, hours=7)]
    for number, (start, steps) in enumerate(zip(begins, [(0.90, 0.93, 0.95), (0.94, 0.955, 0.97)])):
        with run(NAME, f"thresholds, search {number + 1}", "mira.okafor", start, 9, "search_thresholds.py") as parent:
            mlflow.log_params({"steps": len(steps), "goal": "precision at least 0.1"})
        found = []
        for index, quantile in enumerate(steps):
            with run(NAME, f"quantile {quantile}", "mira.okafor", start + (index * 3 + 1) * 60_000, 1.5, "search_thresholds.py",
                     parent=parent.id) as it:
                limits = {key: round(float(train[key].quantile(quantile)), 3) for key in ("brake_wear", "gear_slips", "vibration", "km_since_service")}
                flagged = sum((holdout[key] > limit).astype(int) for key, limit in limits.items()) >= 1
                right = (holdout.fault == 1) & flagged
                result = {"precision": float(right.sum() / max(1, flagged.sum())), "recall": float(right.sum() / holdout.fault.sum()), "flagged": float(flagged.mean())}
                mlflow.log_params({"quantile": quantile, **limits})
                it.results(result)
                found.append((result["precision"], limits, result))
        precision, limits, result = max(found, key=lambda one: one[0])
        documents.rules_folder(parent, limits, result)
