"""`migrate`, quick on an empty database: Django's own, which draws up fewer models on the way.

Before each operation Django draws up anew every model that is related to what changed, and here nearly all are related
to users and units: on a new machine that was nine tenths of the wait. What only adds something looks at a model and at
what it refers to, so only those are drawn up. Whatever may touch what refers to it, and Python, sees all models.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation
from django.db.models import Field

Key = tuple[str, str]


class FewModels:
    """Models of one state, each drawn up with what it refers to when somebody asks for it."""

    def __init__(self, state: "QuickState") -> None:
        self.state = state

    def get_model(self, app_label: str, model_name: str) -> Any:
        """One model. Raises LookupError when the state knows none of this name."""
        key = app_label, model_name.lower()
        if key not in self.state.models:
            raise LookupError(f"No model {app_label}.{model_name}")
        models = {each: self.state.models[each] for each in self._with_what_it_refers_to(key)}
        return StateApps(self.state.real_apps, models).get_model(*key)

    def _with_what_it_refers_to(self, key: Key) -> set[Key]:
        found: set[Key] = set()
        waiting = [key]
        while waiting:
            one = waiting.pop()
            if one not in found and one in self.state.models:
                found.add(one)
                waiting += _references(self.state.models[one])
        return found


def _references(model: ModelState) -> Iterable[Key]:
    named: list[Any] = [base for base in model.bases if isinstance(base, str)]
    for field in model.fields.values():
        if field.is_relation:
            named += [field.remote_field.model, getattr(field.remote_field, "through", None)]
    return [resolve_relation(name, model.app_label, model.name_lower) for name in named if name]


class QuickState(ProjectState):
    """A state that draws up few models while `few` is set, and all of them, as Django does, while it is not."""

    few = False
    before: "QuickState | None" = None

    @property
    def apps(self) -> Any:
        """The models of this state."""
        if self.few:
            return FewModels(self)
        if "apps" not in self.__dict__:
            self.__dict__["apps"] = StateApps(self.real_apps, self.models)
        return self.__dict__["apps"]

    @apps.deleter
    def apps(self) -> None:
        """Going backwards, Django throws the models of a state away before it looks at the next one."""
        self.__dict__.pop("apps", None)

    def clone(self) -> "QuickState":
        """How everything stands before the next operation, which goes on with this one."""
        twin: Any = super().clone()
        twin.__class__ = QuickState
        twin.few, self.before = self.few, twin
        return twin

    def draw_all(self) -> None:
        """From here on all models, also as they were before this operation."""
        self.few = False
        if self.before is not None:
            self.before.few = False

    def alter_field(
        self, app_label: str, model_name: str, name: str, field: Field, preserve_default: bool
    ) -> None:
        """A column to which nothing can refer is looked at alone."""
        old = self.models[app_label, model_name].fields[name]
        if any(one.unique or one.primary_key or one.is_relation for one in (old, field)):
            self.draw_all()
        super().alter_field(app_label, model_name, name, field, preserve_default)

    def clear_delayed_apps_cache(self) -> None:
        """Somebody is about to use the models for more than looking: a migration's Python, or the end of it all."""
        self.few = False
        super().clear_delayed_apps_cache()


def _needs_all(name: str) -> Callable[..., Any]:
    plain = getattr(ProjectState, name)

    @wraps(plain)
    def method(self: QuickState, *args: Any, **kwargs: Any) -> Any:
        self.draw_all()
        return plain(self, *args, **kwargs)

    return method


for _name in ("remove_model", "rename_model", "remove_field", "rename_field"):
    setattr(QuickState, _name, _needs_all(_name))


class QuickExecutor(MigrationExecutor):
    """Forwards with few models, as long as they are enough."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state = super()._create_project_state(with_applied_migrations)
        state.__class__ = QuickState
        return state

    def migrate(self, *args: Any, **kwargs: Any) -> ProjectState:
        """Django's own; whoever hears of the end of it sees all models."""
        state = super().migrate(*args, **kwargs)
        state.few = False
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """One migration forwards, which begins with few."""
        state.few = not fake_initial
        state.__dict__.pop("apps", None)
        return super().apply_migration(state, migration, fake, fake_initial)

    def unapply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False
    ) -> ProjectState:
        """One migration backwards, as Django does it."""
        state.few = False
        return super().unapply_migration(state, migration, fake)


class Command(migrate.Command):
    """Django's own command with the executor above."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it."""
        before, migrate.MigrationExecutor = migrate.MigrationExecutor, QuickExecutor
        try:
            super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = before
