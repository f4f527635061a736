"""The text of the consent sheet binds the whole city: the city's privacy officer drafts it, nobody else's."""

from django.db import migrations

WALLS = """
alter policy sheet_text_read on cases_counsellingnotice using ((select app_user()) is not null
  and (published_at is not null or {holds}('{{privacy_officer,city_leader}}')));
alter policy sheet_text_make on cases_counsellingnotice
  with check (published_at is null and drafted_by_id = (select app_user()) and {holds}('{{privacy_officer}}'));
alter policy sheet_text_change on cases_counsellingnotice
  using (published_at is null and {holds}('{{privacy_officer,city_leader}}'))
  with check (case when published_at is null
    then drafted_by_id = (select app_user()) and {holds}('{{privacy_officer}}')
    else published_by_id = (select app_user()) and drafted_by_id <> published_by_id and {holds}('{{city_leader}}')
    end);
"""


class Migration(migrations.Migration):
    """Policies alone."""

    dependencies = [("cases", "0241_readers_of_old_accusations"), ("network", "0141_city_posts")]
    operations = [migrations.RunSQL(WALLS.format(holds="holds_city_post"), WALLS.format(holds="holds_post"))]
