"""Registered models and their versions, and loading them, as an unmodified mlflow 3.17 does it."""

import mlflow
from mlflow.exceptions import MlflowException
from sklearn.linear_model import LinearRegression

from connect import refused, start, unique


def logged(server, **more):
    start(server)
    mlflow.set_experiment("registry")
    with mlflow.start_run() as run:
        mlflow.log_metric("rmse", 0.5)
        mlflow.log_param("p", 1)
        model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
        info = mlflow.sklearn.log_model(model, name="model", **more)
    return run.info.run_id, info


def predicts(uri, load=mlflow.pyfunc.load_model):
    return round(float(load(uri).predict([[10.0]])[0]), 6) == 21.0


def plain(client, name, count=1):
    """A registered model whose versions point to a run's folder."""
    run = client.create_run("0").info
    client.log_text(run.run_id, "x", "dir/x.txt")
    client.create_registered_model(name)
    return [client.create_model_version(name, f"{run.artifact_uri}/dir", run.run_id) for _ in range(count)]


def test_log_model_registers_and_every_uri_loads(server):
    client = start(server)
    name = unique("RM")
    run, info = logged(server, registered_model_name=name)
    version = client.get_model_version(name, "1")
    assert (version.version, version.current_stage, version.status, version.run_id) in [("1", "None", "READY", run), (1, "None", "READY", run)]
    client.transition_model_version_stage(name, "1", "Production")
    client.set_registered_model_alias(name, "champ", "1")
    for uri in (f"models:/{name}/1", f"models:/{name}/Production", f"models:/{name}/latest", f"models:/{name}@champ", f"runs:/{run}/model", info.model_uri):
        assert predicts(uri), uri
    assert predicts(f"models:/{name}/1", mlflow.sklearn.load_model)
    again, _ = logged(server, registered_model_name=name)
    assert [v.version for v in client.get_latest_versions(name)] and client.get_model_version(name, "2").run_id == again


def test_register_model_takes_runs_and_models_uris(server):
    client = start(server)
    name = unique("by uri")
    run, info = logged(server)
    assert int(mlflow.register_model(f"runs:/{run}/model", name).version) == 1
    assert int(mlflow.register_model(info.model_uri, name).version) == 2
    assert predicts(f"models:/{name}/1") and predicts(f"models:/{name}/2")
    copied = client.copy_model_version(f"models:/{name}/1", unique("copy"))
    assert predicts(f"models:/{copied.name}/{copied.version}")
    assert mlflow.artifacts.download_artifacts(f"models:/{name}/1")


def test_registered_models_are_created_updated_renamed_deleted(server):
    client = start(server)
    name = unique("RM")
    client.create_registered_model(name, {"team": "rides"}, "first")
    refused(lambda: client.create_registered_model(name), "RESOURCE_ALREADY_EXISTS", f"Registered Model (name={name}) already exists")
    client.update_registered_model(name, "second")
    client.set_registered_model_tag(name, "k", "v")
    client.delete_registered_model_tag(name, "team")
    model = client.get_registered_model(name)
    assert (model.description, model.tags) == ("second", {"k": "v"})
    renamed = unique("renamed")
    client.rename_registered_model(name, renamed)
    assert client.get_registered_model(renamed).tags == {"k": "v"}
    client.delete_registered_model(renamed)
    refused(lambda: client.get_registered_model(renamed), "RESOURCE_DOES_NOT_EXIST", renamed)
    for bad in ("a/b", "a:b", " "):
        refused(lambda bad=bad: client.create_registered_model(bad), "INVALID_PARAMETER_VALUE", "")


def test_registered_models_are_searched_ordered_and_paged(server):
    client = start(server)
    word = unique("find").replace(" ", "-")
    for n in range(5):
        client.create_registered_model(f"{word} {n}", {"word": word, "n": str(n)})
    names = lambda text, **more: [m.name for m in client.search_registered_models(text, **more)]
    every = [f"{word} {n}" for n in range(5)]
    assert names(f"name LIKE '{word}%'") == every
    assert names(f"name ILIKE '{word.upper()}%'", order_by=["name DESC"]) == every[::-1]
    assert names(f"tags.word = '{word}' AND tags.n = '3'") == [every[3]]
    assert names(f"name = '{word} 2'") == [every[2]]
    client.update_registered_model(every[0], "touched")
    assert names(f"name LIKE '{word}%'", order_by=["last_updated_timestamp DESC"])[0] == every[0]
    first = client.search_registered_models(f"name LIKE '{word}%'", max_results=3)
    second = client.search_registered_models(f"name LIKE '{word}%'", max_results=3, page_token=first.token)
    assert [m.name for m in list(first) + list(second)] == every


def test_versions_move_between_stages(server):
    client = start(server)
    name = unique("stages")
    plain(client, name, 3)
    assert client.get_model_version_stages(name, "1") == ["None", "Staging", "Production", "Archived"]
    client.transition_model_version_stage(name, "1", "Production")
    client.transition_model_version_stage(name, "2", "Production")
    stage = lambda version: client.get_model_version(name, version).current_stage
    assert (stage("1"), stage("2"), stage("3")) == ("Production", "Production", "None")
    client.transition_model_version_stage(name, "3", "Production", archive_existing_versions=True)
    assert (stage("1"), stage("2"), stage("3")) == ("Archived", "Archived", "Production")
    assert [int(v.version) for v in client.get_latest_versions(name, stages=["Production"])] == [3]
    assert sorted(int(v.version) for v in client.get_latest_versions(name)) == [2, 3]
    refused(lambda: client.transition_model_version_stage(name, "1", "Live"), "INVALID_PARAMETER_VALUE", "Invalid Model Version stage")


def test_versions_are_described_tagged_searched_deleted(server):
    client = start(server)
    name = unique("versions")
    first, second = plain(client, name, 2)
    client.update_model_version(name, "1", "a *model*")
    client.set_model_version_tag(name, "1", "type", "classification")
    kept = client.get_model_version(name, "1")
    assert (kept.description, kept.tags) == ("a *model*", {"type": "classification"})
    client.delete_model_version_tag(name, "1", "type")
    assert client.get_model_version(name, "1").tags == {}
    found = client.search_model_versions(f"name = '{name}'", order_by=["version_number ASC"])
    assert [int(v.version) for v in found] == [1, 2]
    assert {v.name for v in client.search_model_versions(f"run_id = '{first.run_id}'")} == {name}
    client.delete_model_version(name, "2")
    refused(lambda: client.get_model_version(name, "2"), "RESOURCE_DOES_NOT_EXIST", "version=2")
    run = client.get_run(first.run_id).info
    assert int(client.create_model_version(name, f"{run.artifact_uri}/dir", run.run_id).version) == 3, "a number never returns"
    assert client.get_model_version_download_uri(name, "1") == first.source


def test_aliases_are_set_moved_removed(server):
    client = start(server)
    name = unique("aliases")
    plain(client, name, 2)
    client.set_registered_model_alias(name, "champ", "1")
    client.set_registered_model_alias(name, "champ", "2")
    assert int(client.get_model_version_by_alias(name, "champ").version) == 2
    assert client.get_registered_model(name).aliases in ({"champ": "2"}, {"champ": 2})
    assert client.get_model_version(name, "2").aliases == ["champ"] and client.get_model_version(name, "1").aliases == []
    client.delete_registered_model_alias(name, "champ")
    refused(lambda: client.get_model_version_by_alias(name, "champ"), "INVALID_PARAMETER_VALUE", "alias champ not found")
    refused(lambda: client.set_registered_model_alias(name, "latest", "1"), "INVALID_PARAMETER_VALUE", "")


def test_prompts_are_kept_apart_from_models(server):
    client = start(server)
    name = unique("prompt").replace(" ", "-")
    mlflow.genai.register_prompt(name, "Say {{word}}")
    assert mlflow.genai.load_prompt(f"prompts:/{name}/1").template == "Say {{word}}"
    assert client.search_registered_models(f"name = '{name}'") == []
    assert name in [p.name for p in mlflow.genai.search_prompts()]


def test_a_folder_without_mlmodel_downloads_and_says_so_on_loading(server):
    client = start(server)
    name = unique("plain")
    plain(client, name)
    try:
        mlflow.pyfunc.load_model(f"models:/{name}/1")
    except MlflowException as error:
        assert "MLmodel" in str(error)
    else:
        raise AssertionError("a folder without MLmodel was loaded")
