"""Pages of tables too long to count for every visit."""

from django.core.paginator import Paginator
from django.db import connection
from django.utils.functional import cached_property

ROWS_WORTH_COUNTING = 50_000


class GuessedCount(Paginator):
    """Counts small tables; for big ones the planner's estimate is near enough for page links."""

    @cached_property
    def count(self) -> int:
        """Rows, at least roughly."""
        with connection.cursor() as cursor:
            table = self.object_list.model._meta.db_table
            cursor.execute("select reltuples::bigint from pg_class where oid = %s::regclass", [table])
            guess = int(cursor.fetchone()[0])
        filtered = bool(self.object_list.query.where)
        return guess if guess > ROWS_WORTH_COUNTING and not filtered else self.object_list.count()
