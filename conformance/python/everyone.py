"""The calls that mlflow 1.30, 2.22 and 3.17 have in common; every client must succeed with them."""

import json
import os
import pathlib
import tempfile
from urllib.request import Request, urlopen

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType
from sklearn.linear_model import LinearRegression

from connect import refused, start, unique

major = int(mlflow.__version__.split(".")[0])


def fitted():
    return LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])


# 1.x does not know RESOURCE_CONFLICT.
conflict = "RESOURCE_CONFLICT" if major > 1 else "INVALID_STATE_TRANSITION"


def predicts(uri, load=mlflow.pyfunc.load_model):
    return round(float(load(uri).predict([[10.0]])[0]), 6) == 21.0


def test_experiments_are_created_found_renamed_deleted_restored(server):
    client = start(server)
    name = unique("experiment")
    made = client.create_experiment(name, tags={"team": "rides"})
    assert client.get_experiment_by_name(name).experiment_id == made
    refused(lambda: client.create_experiment(name), "RESOURCE_ALREADY_EXISTS")
    assert [e.name for e in client.search_experiments(filter_string="tags.team = 'rides'") if e.experiment_id == made] == [name]
    client.rename_experiment(made, name + " 2")
    client.delete_experiment(made)
    assert client.get_experiment(made).lifecycle_stage == "deleted"
    client.restore_experiment(made)
    assert client.get_experiment(made).name == name + " 2"


def test_runs_are_logged_and_searched(server):
    client = start(server)
    experiment = client.create_experiment(unique("runs"))
    ids = []
    for n in range(3):
        run = client.create_run(experiment).info.run_id
        ids.append(run)
        client.log_metric(run, "rmse", 5.0 + n, step=1)
        client.log_batch(run, metrics=[Metric("loss", 0.5, 1, 0), Metric("loss", 0.25, 2, 1)], params=[Param("depth", str(n))], tags=[RunTag("team", "rides")])
        client.log_param(run, "kind", "tree")
        client.set_tag(run, "note", "x")
        client.delete_tag(run, "note")
        client.set_terminated(run)
    assert [(m.value, m.step) for m in client.get_metric_history(ids[0], "loss")] == [(0.5, 0), (0.25, 1)]
    found = client.search_runs(experiment, "metrics.rmse < 7", order_by=["metrics.rmse DESC"], max_results=5)
    assert [r.info.run_id for r in found] == [ids[1], ids[0]]
    assert found[0].data.params == {"depth": "1", "kind": "tree"} and found[0].data.tags["team"] == "rides" and "note" not in found[0].data.tags
    refused(lambda: client.log_param(ids[0], "kind", "forest"), "INVALID_PARAMETER_VALUE")
    client.delete_run(ids[2])
    assert [r.info.run_id for r in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)] == [ids[2]]
    client.restore_run(ids[2])
    assert len(client.search_runs([experiment])) == 3


def test_artifacts_go_up_and_come_down(server):
    client = start(server)
    run = client.create_run("0").info.run_id
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "a b.txt").write_text("one")
        pathlib.Path(folder, "deep").mkdir()
        pathlib.Path(folder, "deep", "ü.bin").write_bytes(bytes(range(256)))
        client.log_artifacts(run, folder, "extra")
    client.log_text(run, "note", "note.txt")
    client.log_dict(run, {"a": 1}, "dict.json")
    assert sorted((f.path, f.is_dir) for f in client.list_artifacts(run)) == [("dict.json", False), ("extra", True), ("note.txt", False)]
    with tempfile.TemporaryDirectory() as folder:
        got = client.download_artifacts(run, "extra", folder)
        assert pathlib.Path(got, "deep", "ü.bin").read_bytes() == bytes(range(256))
        assert pathlib.Path(got, "a b.txt").read_text() == "one"


def test_models_are_logged_registered_moved_and_loaded(server):
    client = start(server)
    mlflow.set_experiment("everyone")
    name = unique("RM")
    with mlflow.start_run() as run:
        mlflow.log_metric("rmse", 0.5)
        mlflow.sklearn.log_model(fitted(), artifact_path="model", registered_model_name=name)
    with mlflow.start_run() as second:
        mlflow.sklearn.log_model(fitted(), artifact_path="model")
    version = mlflow.register_model(f"runs:/{second.info.run_id}/model", name)
    assert int(version.version) == 2
    first = client.get_model_version(name, "1")
    assert (first.current_stage, first.status, first.run_id) == ("None", "READY", run.info.run_id)
    client.transition_model_version_stage(name, "1", "Production")
    moved = client.transition_model_version_stage(name, "2", "Production", archive_existing_versions=True)
    assert moved.current_stage == "Production" and client.get_model_version(name, "1").current_stage == "Archived"
    assert [int(v.version) for v in client.get_latest_versions(name, stages=["Production"])] == [2]
    assert list(client.get_model_version_stages(name, "1")) == ["None", "Staging", "Production", "Archived"]
    uris = [f"models:/{name}/1", f"models:/{name}/Production", f"models:/{name}/latest", f"runs:/{run.info.run_id}/model"]
    if major > 1:
        client.set_registered_model_alias(name, "champ", "2")
        assert int(client.get_model_version_by_alias(name, "champ").version) == 2
        uris.append(f"models:/{name}@champ")
    for uri in uris:
        assert predicts(uri), uri
    assert predicts(f"models:/{name}/1", mlflow.sklearn.load_model)
    if major > 1:
        assert os.path.exists(os.path.join(mlflow.artifacts.download_artifacts(f"models:/{name}/2"), "MLmodel"))


def test_the_registry_keeps_what_it_is_told(server):
    client = start(server)
    name = unique("kept")
    client.create_registered_model(name, tags={"team": "rides"}, description="first")
    refused(lambda: client.create_registered_model(name), "RESOURCE_ALREADY_EXISTS")
    run = client.create_run("0").info
    client.log_text(run.run_id, "x", "dir/x.txt")
    for _ in range(2):
        client.create_model_version(name, f"{run.artifact_uri}/dir", run.run_id, tags={"kind": "plain"})
    client.update_registered_model(name, "second")
    client.set_registered_model_tag(name, "owner", "ana")
    client.delete_registered_model_tag(name, "team")
    model = client.get_registered_model(name)
    assert (model.description, model.tags) == ("second", {"owner": "ana"})
    client.update_model_version(name, "1", "words")
    client.set_model_version_tag(name, "1", "type", "classification")
    client.delete_model_version_tag(name, "1", "kind")
    version = client.get_model_version(name, "1")
    assert (version.description, version.tags) == ("words", {"type": "classification"})
    assert client.get_model_version_download_uri(name, "1") == f"{run.artifact_uri}/dir"
    assert {int(v.version) for v in client.search_model_versions(f"name = '{name}'")} == {1, 2}
    assert [m.name for m in client.search_registered_models(f"name = '{name}'")] == [name]
    for order in ("name ASC", "last_updated_timestamp DESC"):
        names = [m.name for m in client.search_registered_models(order_by=[order])]
        assert name in names
    client.delete_model_version(name, "2")
    assert int(client.create_model_version(name, f"{run.artifact_uri}/dir", run.run_id).version) == 3
    client.rename_registered_model(name, name + " 2")
    client.delete_registered_model(name + " 2")
    refused(lambda: client.get_registered_model(name + " 2"), "RESOURCE_DOES_NOT_EXIST")
    refused(lambda: client.get_model_version(name + " 2", "1"), "RESOURCE_DOES_NOT_EXIST")


def test_an_unknown_stage_is_refused(server):
    client = start(server)
    name = unique("stage")
    client.create_registered_model(name)
    run = client.create_run("0").info
    client.create_model_version(name, f"{run.artifact_uri}/dir", run.run_id)
    refused(lambda: client.transition_model_version_stage(name, "1", "production!"), "INVALID_PARAMETER_VALUE", "production!")


def own(server, path, body, who="somebody"):
    """A call that only Modelshelf and the workspace registry have."""
    headers = {"Content-Type": "application/json", "X-Modelshelf-Name": who}
    with urlopen(Request(server.rstrip("/") + path, json.dumps(body).encode(), headers)) as answer:
        return json.loads(answer.read() or b"{}")


def test_the_policy_of_a_model_is_enforced(server):
    client = start(server)
    name = unique("policy")
    client.create_registered_model(name)
    run = client.create_run("0").info
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "model.txt")
        file.write_text("weights")
        client.log_artifact(run.run_id, str(file), "model")
        for _ in range(2):
            client.create_model_version(name, f"{run.artifact_uri}/model", run.run_id)
        has_aliases = hasattr(client, "set_registered_model_alias")
        rules = [{"target": "Production", "approvals": 1, "tags": [{"key": "validation", "value": "passed"}]}]
        own(server, "/modelshelf/policy", {"name": name, "revision": 0, "rules": rules + [{"target": "@champion", "approvals": 1}]})

        move = lambda version="1", stage="Production": client.transition_model_version_stage(name, version, stage)
        needs = "It needs the tag validation = passed and 1 approval (0 so far)"
        for stage in ("Production", "production"):
            refused(lambda: move(stage=stage), conflict, needs)
        refused(lambda: client.transition_model_version_stage(name, "1", "Production", True), conflict, needs)
        if has_aliases:
            refused(lambda: client.set_registered_model_alias(name, "champion", "1"), conflict, "1 approval")
        assert client.get_model_version(name, "1").current_stage == "None"
        move(stage="Staging")  # nothing guards it

        client.set_model_version_tag(name, "1", "validation", "passed")
        wanted = {"name": name, "version": "1", "stage": "Production"}
        own(server, "/api/2.0/mlflow/transition-requests/create", wanted, "ann")
        along = {"aliases": ["champion"]} if has_aliases else {}
        own(server, "/api/2.0/mlflow/transition-requests/approve", {**wanted, **along}, "mira")
        assert client.get_model_version(name, "1").current_stage == "Production"

        # What is there stays there, as it is.
        for leave in (
            lambda: move(stage="Archived"),
            lambda: client.delete_model_version(name, "1"),
            lambda: client.rename_registered_model(name, name + " 2"),
            lambda: client.delete_registered_model(name),
        ):
            refused(leave, conflict)
        if has_aliases:
            refused(lambda: client.set_registered_model_alias(name, "champion", "2"), conflict)
            refused(lambda: client.delete_registered_model_alias(name, "champion"), conflict)
        file.write_text("other weights")
        for write in (
            lambda: client.log_artifact(run.run_id, str(file), "model"),
            lambda: client.log_text(run.run_id, "more", "model/more.txt"),
        ):
            try:
                write()
            except Exception as error:  # the client has no code for the files' errors
                assert "409" in str(error), str(error)
            else:
                raise AssertionError("a guarded file was written")
        kept = mlflow.artifacts.download_artifacts(run_id=run.run_id, artifact_path="model/model.txt", dst_path=folder)
        assert pathlib.Path(kept).read_text() == "weights"
