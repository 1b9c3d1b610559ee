"""What was registered, described, tagged and moved, with the person and the time."""

from dataclasses import dataclass, field
from pathlib import Path

from mlflow import MlflowClient

from story import ago, at

CARDS = Path(__file__).parent / "cards"


@dataclass
class Version:
    """One version. `from_`: the story's logged model, or the name of the run with the folder `rules`."""

    from_: str
    made: int
    by: str
    description: str
    moves: list[tuple[int, str]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)


MODELS: dict[str, tuple[dict[str, str], list[Version]]] = {
    "station-demand": (
        {"modelshelf.owner": "mira.okafor", "team": "rides", "task": "forecasting", "tier": "critical"},
        [
            Version("demand 1", ago(days=117), "mira.okafor", "Ridge on all inputs. The number to beat.",
                    [(ago(days=110), "Production"), (ago(days=95), "Archived")]),
            Version("demand 2", ago(days=102), "mira.okafor", "Poisson instead of least squares: **a third off the error**, and no negative pick-ups any more.",
                    [(ago(days=99), "Staging"), (ago(days=95), "Production"), (ago(days=55), "Archived")], {"validation": "passed"}),
            Version("demand 3", ago(days=63), "jonas.lindqvist",
                    "Hours by kind of day, and curves for the weather: 8 % off the error of version 2, and much steadier on holidays. In use since the spring timetable.",
                    [(ago(days=60), "Staging"), (ago(days=55), "Production")], {"validation": "passed", "signed_off_by": "ops"}, ["champion"]),
            Version("demand 4", ago(days=32), "priya.raman",
                    "Boosted trees, first try: as good as version 3 over all, **better in the morning rush, worse on holidays**. Runs in the shadow of the dispatch tool.",
                    [(ago(days=20), "Staging")], {"validation": "running"}, ["challenger"]),
            Version("demand 5", ago(hours=1, minutes=50), "priya.raman", "Boosted trees with the settings of the sweep: 6 % off the error of version 3. Not looked at by anybody yet."),
        ],
    ),
    "trip-duration": (
        {"modelshelf.owner": "tomas.ferreira", "team": "apps", "task": "regression"},
        [
            Version("duration 1", ago(days=87), "tomas.ferreira", "Linear, as a start.", [(ago(days=80), "Production"), (ago(days=38), "Archived")]),
            Version("duration 2", ago(days=43), "tomas.ferreira", "Two layers of 16. Knows that an electric bike does not mind the hill.",
                    [(ago(days=41), "Staging"), (ago(days=38), "Production")], {"validation": "passed"}, ["champion", "server"]),
            Version("duration 3", ago(days=6), "mira.okafor", "Version 2 as ONNX (opset 18) for the phones.",
                    [(ago(days=5), "Staging")], {"validation": "running", "target": "phone"}, ["phone"]),
        ],
    ),
    "bike-fault-risk": (
        {"modelshelf.owner": "priya.raman", "team": "workshop", "task": "classification", "tier": "important"},
        [
            Version("faults 1", ago(days=75), "priya.raman", "Plain logistic regression.", [(ago(days=70), "Production"), (ago(days=46), "Archived")]),
            Version("faults 2", ago(days=48), "priya.raman", "Weighted classes and a stronger penalty: the list is steadier from night to night.",
                    [(ago(days=46), "Production")], {"validation": "passed", "signed_off_by": "workshop"}, ["champion"]),
            Version("faults 3", ago(days=3, hours=20), "priya.raman",
                    "Forest of 25 shallow trees, kept as a pickle. Ranks no better than version 2 so far; here for the comparison."),
        ],
    ),
    "fault-thresholds": (
        {"modelshelf.owner": "mira.okafor", "team": "workshop", "task": "rules"},
        [
            Version("thresholds, search 1", ago(days=39), "mira.okafor", "First limits, from the training quantiles.",
                    [(ago(days=37), "Production"), (ago(days=13), "Archived")]),
            Version("thresholds, search 2", ago(days=14), "mira.okafor", "Stricter limits: the workshop could not keep up with the first.",
                    [(ago(days=13), "Production")], {"signed_off_by": "inspector"}, ["in-force"]),
        ],
    ),
}


def tell(logged: dict[str, str]) -> None:
    client = MlflowClient()
    steps = []
    for name, (tags, versions) in MODELS.items():
        # A model is created a moment before its first version.
        steps.append((versions[0].made - 60_000, lambda name=name, tags=tags: client.create_registered_model(name, tags, card(name))))
        for number, version in enumerate(versions, 1):
            steps.append((version.made, lambda name=name, version=version: register(client, logged, name, version)))
            steps.append((version.made + 240_000, lambda n=name, v=number, one=version: mark(client, n, v, one)))
            for moment, stage in version.moves:
                steps.append((moment, lambda n=name, v=number, s=stage: client.transition_model_version_stage(n, str(v), s)))
    for moment, step in sorted(steps, key=lambda one: one[0]):
        at(moment)
        step()


def register(client: MlflowClient, logged: dict[str, str], name: str, version: Version) -> None:
    tags = {**version.tags, "modelshelf.by": version.by}
    if version.from_ in logged:
        model_id = logged[version.from_]
        run_id = client.get_logged_model(model_id).source_run_id
        client.create_model_version(name, f"models:/{model_id}", run_id, tags=tags, description=version.description, model_id=model_id)
        return
    [experiment] = client.search_experiments(filter_string="name = 'bike-faults'")
    [found] = client.search_runs([experiment.experiment_id], f"attributes.run_name = '{version.from_}'")
    client.create_model_version(name, f"{found.info.artifact_uri}/rules", found.info.run_id, tags=tags, description=version.description)


def mark(client: MlflowClient, name: str, number: int, version: Version) -> None:
    for alias in version.aliases:
        client.set_registered_model_alias(name, alias, str(number))


def card(name: str) -> str:
    return (CARDS / f"{name}.md").read_text().strip()
