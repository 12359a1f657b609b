"""MLflow's SQLAlchemy store, whose calls go over HTTP to a server on the same file."""

import inspect
from functools import cached_property, partial

from mlflow.store.tracking.abstract_store import AbstractStore
from mlflow.store.tracking.rest_store import RestStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from mlflow.utils.rest_utils import MlflowHostCreds
from servers import for_this_test

# What a client can ask of a store.
CALLS = [name for name in dir(RestStore) if not name.startswith("_") and callable(getattr(AbstractStore, name, None))]


class ServedStore(SqlAlchemyStore):
    """What a test asks as a client, the server answers; what it looks up in the tables, MLflow finds in the file.

    The server starts at the first call.
    """

    _made = False

    def __init__(self, db_uri: str, default_artifact_root: str):
        super().__init__(db_uri, default_artifact_root)
        self._made = True

    def create_run(self, experiment_id, user_id, start_time, tags, run_name):
        # The client wants a list where the store takes None.
        return self._served.create_run(experiment_id, user_id, start_time, tags or [], run_name)

    @cached_property
    def _served(self) -> RestStore:
        url = for_this_test(self.db_uri, "--default-artifact-root", self.artifact_root_uri)
        return RestStore(partial(MlflowHostCreds, url))


def _call(name: str):
    direct = getattr(SqlAlchemyStore, name)
    signature = inspect.signature(direct)

    def call(self, *arguments, **named):
        if not self._made:
            return direct(self, *arguments, **named)
        # A client must say what a store takes by default.
        given = signature.bind(self, *arguments, **named)
        given.apply_defaults()
        return getattr(self._served, name)(*given.args[1:], **given.kwargs)

    return call


for _name in CALLS:
    if _name not in vars(ServedStore):
        setattr(ServedStore, _name, _call(_name))
