"""What MLflow's tests say of users (tests/server/auth/test_client.py), for `--auth accounts`, as points that the AuthServiceClient of 2.22 and of 3.17 share."""

import os
import tempfile
from contextlib import contextmanager

import requests
from connect import refused, start, unique
from mlflow.server import get_app_client

PASSWORD = "a long enough phrase"
ADMIN = (os.environ["ADMIN"], os.environ["ADMIN_PASSWORD"])


@contextmanager
def signed_in(name, password):
    os.environ["MLFLOW_TRACKING_USERNAME"], os.environ["MLFLOW_TRACKING_PASSWORD"] = name, password
    try:
        yield
    finally:
        del os.environ["MLFLOW_TRACKING_USERNAME"], os.environ["MLFLOW_TRACKING_PASSWORD"]


def auth(server):
    return get_app_client("basic-auth", server)


def new_user(server, password=PASSWORD):
    name = unique("user")
    with signed_in(*ADMIN):
        auth(server).create_user(name, password)
    return name


def only_admins(call):
    """MLflow: nobody is 401, and others are 403."""
    refused(call, "UNAUTHENTICATED", "You are not authenticated")
    return call


def test_create_user(server):
    client, name = auth(server), unique("user")
    only_admins(lambda: client.create_user(name, PASSWORD))
    with signed_in(*ADMIN):
        user = client.create_user(name, PASSWORD)
        assert (user.username, user.is_admin) == (name, False)
        refused(lambda: client.create_user(name, PASSWORD), "RESOURCE_ALREADY_EXISTS")
        refused(lambda: client.create_user(unique("user"), "short"), "INVALID_PARAMETER_VALUE")
    with signed_in(name, PASSWORD):
        refused(lambda: client.create_user(unique("user"), PASSWORD), "PERMISSION_DENIED")


def test_get_user(server):
    client, name, other = auth(server), new_user(server), new_user(server)
    only_admins(lambda: client.get_user(name))
    for who in (ADMIN, (name, PASSWORD)):
        with signed_in(*who):
            assert client.get_user(name).username == name
    with signed_in(other, PASSWORD):
        refused(lambda: client.get_user(name), "PERMISSION_DENIED")


def test_update_user_password(server):
    client, name, other = auth(server), new_user(server), new_user(server)
    changed = PASSWORD + " changed"
    with signed_in(*ADMIN):
        client.update_user_password(name, changed)
    with signed_in(name, PASSWORD):
        refused(lambda: client.get_user(name), "UNAUTHENTICATED")
    with signed_in(name, changed):
        client.get_user(name)
        client.update_user_password(name, PASSWORD)
    with signed_in(name, PASSWORD):
        client.get_user(name)
    only_admins(lambda: client.update_user_password(name, changed))
    with signed_in(other, PASSWORD):
        refused(lambda: client.update_user_password(name, changed), "PERMISSION_DENIED")


def test_update_user_admin(server):
    client, name, other = auth(server), new_user(server), new_user(server)
    only_admins(lambda: client.update_user_admin(name, True))
    with signed_in(other, PASSWORD):
        refused(lambda: client.update_user_admin(other, True), "PERMISSION_DENIED")
    with signed_in(*ADMIN):
        client.update_user_admin(name, True)
        assert client.get_user(name).is_admin is True
        client.update_user_admin(name, False)
        assert client.get_user(name).is_admin is False


def test_delete_user(server):
    client, name, other = auth(server), new_user(server), new_user(server)
    only_admins(lambda: client.delete_user(name))
    with signed_in(other, PASSWORD):
        refused(lambda: client.delete_user(name), "PERMISSION_DENIED")
    with signed_in(*ADMIN):
        client.delete_user(name)
        refused(lambda: client.get_user(name), "RESOURCE_DOES_NOT_EXIST", f"User with username={name} not found")


def things(server):
    """An experiment's id and a model's name, of the admin's."""
    with signed_in(*ADMIN):
        client = start(server)
        return client.create_experiment(unique("experiment")), client.create_registered_model(unique("model")).name


# What MLflow's tests/server/auth/test_auth.py says: the calls themselves, of whoever signed in.


def send(server, method, path, body, who):
    return requests.request(method, f"{server.rstrip('/')}/{path}", json=body, auth=who, timeout=30)


def deny(server, kind, thing, name, who):
    """As MLflow's own test, by the calls of 2.22."""
    body = {**thing, "username": name, "permission": "NO_PERMISSIONS"}
    assert send(server, "POST", f"api/2.0/mlflow/{kind}/permissions/create", body, who).ok


def pages(search, **query):
    found, token = [], ""
    while True:
        page = search(max_results=2, page_token=token, **query)
        found, token = found + list(page), page.token
        if not token:
            return [it.name for it in found]


def test_authenticate(server):
    refused(lambda: start(server).search_experiments(), "UNAUTHENTICATED", "You are not authenticated")
    with signed_in(new_user(server), PASSWORD):
        start(server).search_experiments()
    with signed_in("nobody", PASSWORD):
        refused(lambda: start(server).search_experiments(), "UNAUTHENTICATED")


def test_validate_username_password_and_body(server):
    for body in ({"username": "", "password": PASSWORD}, {"username": "u", "password": ""}, {"username": ""}, None):
        answer = send(server, "POST", "api/2.0/mlflow/users/create", body, ADMIN)
        assert answer.status_code == 400, (body, answer.text)
    null = {"data": "null", "headers": {"Content-Type": "application/json"}, "auth": ADMIN, "timeout": 30}
    assert requests.patch(f"{server.rstrip('/')}/api/2.0/mlflow/users/update-password", **null).status_code == 400


def test_searches_find_what_can_be_read_paged_and_not(server):
    owner, other, mark = new_user(server), new_user(server), unique("found").replace(" ", "-")
    with signed_in(owner, PASSWORD):
        client = start(server)
        for at in range(6):
            name = f"{mark}-{at}"
            experiment = client.create_experiment(name)
            client.create_registered_model(name)
            if at in (1, 2, 5):
                deny(server, "experiments", {"experiment_id": experiment}, other, (owner, PASSWORD))
                deny(server, "registered-models", {"name": name}, other, (owner, PASSWORD))
    for who, readable in ((owner, range(6)), (other, (0, 3, 4))):
        names = [f"{mark}-{at}" for at in readable]
        with signed_in(who, PASSWORD):
            client = start(server)
            query = {"filter_string": f"name LIKE '{mark}%'", "order_by": ["name ASC"]}
            for search in (client.search_experiments, client.search_registered_models):
                assert [it.name for it in search(max_results=100, **query)] == names
                assert pages(search, **query) == names


def test_create_and_delete_registered_model(server):
    owner, next_owner, name = new_user(server), new_user(server), unique("again")
    get = f"api/2.0/mlflow/registered-models/permissions/get?name={name}&username={owner}"
    with signed_in(owner, PASSWORD):
        client = start(server)
        client.create_registered_model(name)
        found = send(server, "GET", get, None, (owner, PASSWORD)).json()["registered_model_permission"]
        assert (found["name"], found["permission"]) == (name, "MANAGE"), found
        refused(lambda: client.create_registered_model(name), "RESOURCE_ALREADY_EXISTS")
        client.delete_registered_model(name)
    gone = send(server, "GET", get, None, ADMIN)
    assert (gone.status_code, gone.json()["error_code"]) == (404, "RESOURCE_DOES_NOT_EXIST"), gone.text
    with signed_in(next_owner, PASSWORD):
        start(server).create_registered_model(name)
    with signed_in(owner, PASSWORD):  # whoever had the name before has no right left
        refused(lambda: start(server).delete_registered_model(name), "PERMISSION_DENIED")


def test_proxied_artifacts_have_the_rights_of_their_experiment(server):
    owner, other = new_user(server), new_user(server)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "123456.txt")
        with open(file, "w") as written:
            written.write("x")
        with signed_in(owner, PASSWORD):
            client = start(server)
            experiment = client.create_experiment(unique("artifacts"))
            run = client.create_run(experiment).info.run_id
            client.log_artifact(run, file)
            # Here contributors log into experiments that are open to all, which MLflow's default lets them read only.
            closed = {"experiment_id": experiment, "holder": "everybody", "level": "NONE"}
            assert send(server, "POST", "modelshelf/access", closed, (owner, PASSWORD)).ok
            read = {"experiment_id": experiment, "username": other, "permission": "READ"}
            assert send(server, "POST", "api/2.0/mlflow/experiments/permissions/create", read, (owner, PASSWORD)).ok
        with signed_in(other, PASSWORD):
            client = start(server)
            assert [it.path for it in client.list_artifacts(run)] == ["123456.txt"]
            try:
                client.log_artifact(run, file)
            except Exception as error:
                assert "403" in str(error) or "needs EDIT" in str(error), error
            else:
                raise AssertionError("written without the right")
