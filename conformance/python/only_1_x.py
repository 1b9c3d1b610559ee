"""The calls that mlflow 2.0 removed: list_experiments and list_registered_models."""

from mlflow.entities import ViewType

from connect import start, unique


def test_experiments_are_listed(server):
    client = start(server)
    made = client.create_experiment(unique("listed"))
    assert {"0", made} <= {e.experiment_id for e in client.list_experiments()}
    client.delete_experiment(made)
    assert made in {e.experiment_id for e in client.list_experiments(view_type=ViewType.DELETED_ONLY)}


def test_models_are_listed_in_pages(server):
    client = start(server)
    names = {client.create_registered_model(unique("listed")).name for _ in range(5)}
    found, token = set(), None
    while True:
        page = client.list_registered_models(max_results=2, page_token=token)
        assert len(page) <= 2
        found |= {model.name for model in page}
        token = page.token
        if not token:
            break
    assert names <= found
