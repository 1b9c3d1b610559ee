"""Experiments, runs, metrics, artifacts and logged models, as an unmodified mlflow 3.17 uses them."""

import json
import math
import os
import tempfile
import uuid

import mlflow
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType

from connect import refused, start, unique


def test_a_fresh_server_has_the_default_experiment(server):
    client = start(server)
    default = client.get_experiment("0")
    assert (default.name, default.lifecycle_stage) == ("Default", "active")


def test_experiments_are_created_found_renamed_deleted_restored(server):
    client = start(server)
    name = unique("exp")
    created = client.create_experiment(name, tags={"team": "rides"})
    assert client.get_experiment_by_name(name).experiment_id == created
    assert client.get_experiment(created).tags == {"team": "rides"}
    refused(lambda: client.create_experiment(name), "RESOURCE_ALREADY_EXISTS", "already exists")
    client.set_experiment_tag(created, "mlflow.note.content", "why")
    assert client.get_experiment(created).tags["mlflow.note.content"] == "why"
    client.delete_experiment_tag(created, "team")
    assert "team" not in client.get_experiment(created).tags
    renamed = unique("renamed")
    client.rename_experiment(created, renamed)
    assert client.get_experiment_by_name(name) is None
    client.delete_experiment(created)
    assert client.get_experiment(created).lifecycle_stage == "deleted"
    assert [e.name for e in client.search_experiments(filter_string=f"name = '{renamed}'")] == []
    deleted = client.search_experiments(ViewType.DELETED_ONLY, filter_string=f"name = '{renamed}'")
    assert [e.experiment_id for e in deleted] == [created]
    client.restore_experiment(created)
    assert client.get_experiment(created).lifecycle_stage == "active"
    refused(lambda: client.get_experiment("987654321"), "RESOURCE_DOES_NOT_EXIST", "987654321")


def test_experiments_are_searched_by_grammar_and_paged(server):
    client = start(server)
    team = uuid.uuid4().hex
    ids = [client.create_experiment(unique("page"), tags={"team": team, "n": str(n)}) for n in range(7)]
    found, token = [], None
    while True:
        page = client.search_experiments(filter_string=f"tags.team = '{team}'", max_results=3, page_token=token)
        found += [e.experiment_id for e in page]
        token = page.token
        if not token:
            break
    assert found == ids[::-1]
    by_name = client.search_experiments(filter_string=f"tags.team = '{team}'", order_by=["name ASC"])
    assert [e.name for e in by_name] == sorted(e.name for e in by_name)
    assert len(client.search_experiments(filter_string=f"name LIKE 'page%' AND tags.team = '{team}'")) == 7


def test_a_run_keeps_what_is_logged(server):
    client = start(server)
    mlflow.set_experiment(unique("flow"))
    with mlflow.start_run(run_name="f1", tags={"stage": "dev"}) as run:
        mlflow.log_param("a", 1)
        mlflow.log_params({"b": 2, "c": "três"})
        mlflow.log_metric("m", 1.5, step=1)
        mlflow.log_metric("m", 2.5, step=3)
        mlflow.log_metric("m", 2.0, step=2)
        mlflow.log_metrics({"x": math.nan, "y": math.inf, "z": -0.1}, step=0)
        mlflow.set_tag("t", "1")
        mlflow.set_tags({"u": "2", "v": "ü"})
    kept = client.get_run(run.info.run_id)
    assert kept.info.run_name == "f1" and kept.info.status == "FINISHED"
    assert kept.info.end_time >= kept.info.start_time
    assert kept.data.params == {"a": "1", "b": "2", "c": "três"}
    assert kept.data.metrics["m"] == 2.5, "the highest step, not the last written"
    assert math.isnan(kept.data.metrics["x"]) and kept.data.metrics["y"] > 1e308
    assert kept.data.tags["stage"] == "dev" and kept.data.tags["v"] == "ü"
    history = client.get_metric_history(run.info.run_id, "m")
    assert sorted((m.step, m.value) for m in history) == [(1, 1.5), (2, 2.0), (3, 2.5)]
    refused(lambda: client.log_param(run.info.run_id, "a", 9), "INVALID_PARAMETER_VALUE", "Changing param values is not allowed")
    client.log_param(run.info.run_id, "a", 1)
    client.delete_tag(run.info.run_id, "t")
    assert "t" not in client.get_run(run.info.run_id).data.tags
    client.update_run(run.info.run_id, status="FAILED", name="f2")
    again = client.get_run(run.info.run_id)
    assert (again.info.status, again.info.run_name, again.data.tags["mlflow.runName"]) == ("FAILED", "f2", "f2")


def test_a_batch_is_logged_whole(server):
    client = start(server)
    run = client.create_run("0")
    metrics = [Metric("loss", 1 / (i + 1), 1000 + i, i) for i in range(900)]
    client.log_batch(run.info.run_id, metrics, [Param(f"p{i}", str(i)) for i in range(50)], [RunTag("k", "v")])
    kept = client.get_run(run.info.run_id)
    assert len(kept.data.params) == 50 and kept.data.tags["k"] == "v"
    assert [m.step for m in client.get_metric_history(run.info.run_id, "loss")] == list(range(900))
    refused(
        lambda: client.log_batch(run.info.run_id, params=[Param("new", "1"), Param("p0", "other")]),
        "INVALID_PARAMETER_VALUE",
        "Changing param values is not allowed",
    )
    assert "new" not in client.get_run(run.info.run_id).data.params


def test_runs_are_searched_ordered_and_paged(server):
    client = start(server)
    experiment = client.create_experiment(unique("search"))
    for n in range(6):
        run = client.create_run(experiment, start_time=1000 + n, run_name=f"run {n}")
        client.log_metric(run.info.run_id, "rmse", 10 - n)
        client.log_param(run.info.run_id, "model", "xgb" if n % 2 else "linear")
        client.set_tag(run.info.run_id, "a b", str(n))
    names = lambda runs: [r.info.run_name for r in runs]
    search = lambda text="", **more: names(client.search_runs([experiment], text, **more))
    assert search() == [f"run {n}" for n in (5, 4, 3, 2, 1, 0)]
    assert search("metrics.rmse < 7") == ["run 5", "run 4"]
    assert search("metrics.rmse < 9 AND params.model = 'xgb'") == ["run 5", "run 3"]
    assert search("tags.`a b` = '2'") == ["run 2"]
    assert search("attributes.run_name LIKE 'run %'", order_by=["metrics.rmse ASC"]) == search()
    assert search("params.model ILIKE 'XG%'", order_by=["metrics.rmse DESC"], max_results=2) == ["run 1", "run 3"]
    first = client.search_runs([experiment], max_results=4)
    rest = client.search_runs([experiment], max_results=4, page_token=first.token)
    assert len(first) == 4 and names(rest) == ["run 1", "run 0"] and not rest.token
    last = client.search_runs([experiment], max_results=1)[0].info.run_id
    client.delete_run(last)
    assert len(search()) == 5 and search(run_view_type=ViewType.DELETED_ONLY) == ["run 5"]
    assert len(search(run_view_type=ViewType.ALL)) == 6
    client.restore_run(last)
    assert len(search()) == 6
    refused(lambda: search("metrics.rmse << 1"), "INVALID_PARAMETER_VALUE", "")
    frame = mlflow.search_runs([experiment], filter_string="metrics.rmse < 7")
    assert sorted(frame["metrics.rmse"]) == [5.0, 6.0]


def test_datasets_are_logged_as_inputs(server):
    client = start(server)
    run = client.create_run("0")
    dataset = Dataset("taxi", "d1", "local", json.dumps({"uri": "taxi.csv"}), schema="{}", profile='{"rows": 3}')
    client.log_inputs(run.info.run_id, [DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])])
    inputs = client.get_run(run.info.run_id).inputs.dataset_inputs
    assert [(i.dataset.name, i.dataset.digest, i.tags[0].value) for i in inputs] == [("taxi", "d1", "training")]
    assert [r.info.run_id for r in client.search_runs(["0"], "dataset.name = 'taxi'")][0] == run.info.run_id


def test_artifacts_go_up_and_come_back(server):
    client = start(server)
    run = client.create_run("0").info.run_id
    client.log_text(run, "hello", "dir/h.txt")
    client.log_dict(run, {"a": [1, 2]}, "dir/a.json")
    with tempfile.TemporaryDirectory() as folder:
        odd = "a b+c&é 🚕.bin"  # no "%20": the client does not escape it, so a server must read it as a space
        with open(os.path.join(folder, odd), "wb") as file:
            file.write(bytes(range(256)) * 4096)
        open(os.path.join(folder, "empty"), "w").close()
        client.log_artifacts(run, folder, "odd")
        client.log_artifact(run, os.path.join(folder, odd))
        listed = [(f.path, f.is_dir, f.file_size) for f in client.list_artifacts(run)]
        assert listed == [(odd, False, 1048576), ("dir", True, None), ("odd", True, None)], listed
        assert [f.path for f in client.list_artifacts(run, "odd")] == [f"odd/{odd}", "odd/empty"]
        back = client.download_artifacts(run, "odd", dst_path=tempfile.mkdtemp(dir=folder))
        with open(os.path.join(back, odd), "rb") as file:
            assert file.read() == bytes(range(256)) * 4096
        assert os.path.getsize(os.path.join(back, "empty")) == 0
    assert mlflow.artifacts.load_text(f"runs:/{run}/dir/h.txt") == "hello"
    assert mlflow.artifacts.load_dict(f"runs:/{run}/dir/a.json") == {"a": [1, 2]}


def test_logged_models_are_created_found_and_deleted(server):
    client = start(server)
    experiment = client.create_experiment(unique("logged"))
    run = client.create_run(experiment).info.run_id
    model = client.create_logged_model(experiment, name="net", source_run_id=run, params={"lr": "0.1"}, tags={"a": "b"})
    assert model.status == "PENDING"
    client.log_metric(run, "acc", 0.9, model_id=model.model_id)
    ready = client.finalize_logged_model(model.model_id, "READY")
    assert ready.status == "READY"
    kept = client.get_logged_model(model.model_id)
    assert (kept.name, kept.params, kept.tags["a"], kept.metrics[0].value) == ("net", {"lr": "0.1"}, "b", 0.9)
    client.set_logged_model_tags(model.model_id, {"c": "d"})
    client.delete_logged_model_tag(model.model_id, "a")
    assert client.get_logged_model(model.model_id).tags.get("c") == "d"
    other = client.create_logged_model(experiment, name="other")
    found = client.search_logged_models([experiment], filter_string="name = 'net' AND metrics.acc > 0.5")
    assert [m.model_id for m in found] == [model.model_id]
    ordered = client.search_logged_models([experiment], order_by=[{"field_name": "creation_timestamp", "ascending": False}])
    assert [m.name for m in ordered] == ["other", "net"]
    client.delete_logged_model(other.model_id)
    refused(lambda: client.get_logged_model(other.model_id), "RESOURCE_DOES_NOT_EXIST", other.model_id)
