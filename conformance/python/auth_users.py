"""What MLflow's tests say of users (tests/server/auth/test_client.py), for `--auth accounts`, as points that the AuthServiceClient of 2.22 and of 3.17 share."""

import os
from contextlib import contextmanager

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
