"""The same roles on the embedded server and, where `SISTERHOOD_TEST_PG15_URL` names one, on an older server."""

import os
import uuid

import psycopg
import pytest
from psycopg import sql

from sisterhood.local.findings import findings
from sisterhood.local.roles import create_roles, in_database

OLDER = os.environ.get("SISTERHOOD_TEST_PG15_URL", "")
ATTRIBUTES = """
SELECT rolname, rolcanlogin, rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles
WHERE rolname IN ('migrator', 'app', 'worker', 'breakglass', 'auditor', 'backup') ORDER BY rolname
"""


@pytest.fixture(params=["embedded"] + (["older"] if OLDER else []))
def superuser_url(request):
    return (
        OLDER if request.param == "older" else request.getfixturevalue("standing").url("postgres", "postgres")
    )


@pytest.fixture
def passwords(request, superuser_url):
    return {} if superuser_url == OLDER else request.getfixturevalue("standing").passwords


@pytest.fixture
def database(superuser_url, passwords):
    name = f"roles_{uuid.uuid4().hex[:12]}"
    create_roles(superuser_url, passwords, name)
    yield name
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def ask(url: str, question: str) -> list[tuple]:
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


def test_creating_roles_twice_changes_nothing(superuser_url, passwords, database):
    before = ask(superuser_url, ATTRIBUTES)
    create_roles(superuser_url, passwords, database)
    assert ask(superuser_url, ATTRIBUTES) == before
    assert before == [
        ("app", True, False, False, False, False, False),
        ("auditor", False, True, False, False, False, False),
        ("backup", False, True, False, True, False, False),
        ("breakglass", False, True, False, False, False, False),
        ("migrator", True, True, False, True, False, False),
        ("worker", True, False, False, False, False, False),
    ]


@pytest.mark.parametrize("login", ["migrator", "app", "worker"])
def test_what_a_login_stumbles_over_is_not_written_down(superuser_url, database, login):
    with psycopg.connect(in_database(superuser_url, database), autocommit=True) as connection:
        row = connection.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [login]).fetchone()
        assert set(row[0]) == {
            "log_min_messages=log",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_statement=none",
            "log_min_duration_statement=-1",
            "jit=off",
        }
        connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(login)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET log_min_messages = 'error'")


def test_only_the_migrator_makes_tables(superuser_url, database):
    with psycopg.connect(in_database(superuser_url, database), autocommit=True) as connection:
        for role, may in (("migrator", True), ("app", False), ("worker", False), ("backup", False)):
            question = "SELECT has_schema_privilege(%s, 'public', 'CREATE')"
            assert connection.execute(question, [role]).fetchone() == (may,)
        connection.execute("SET ROLE app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (n int)")


def test_the_web_gains_break_glass_only_by_saying_so(superuser_url, database):
    with psycopg.connect(in_database(superuser_url, database), autocommit=True) as connection:
        connection.execute("CREATE TABLE behind_glass (n int)")
        connection.execute("GRANT SELECT ON behind_glass TO breakglass")
        connection.execute("SET SESSION AUTHORIZATION app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM behind_glass")
        connection.execute("SET ROLE breakglass")
        assert connection.execute("SELECT * FROM behind_glass").fetchall() == []


def test_chinese_words_are_kept_and_foreign_letters_folded(superuser_url, database):
    url = in_database(superuser_url, database)
    assert ask(url, "SELECT lower('ÄÖ姐妹'), current_setting('server_encoding')") == [("äö姐妹", "UTF8")]
    assert ask(url, "SELECT datcollate FROM pg_database WHERE datname = current_database()") == [("C",)]


def test_a_stranger_to_the_database_cannot_connect(superuser_url, database):
    question = "SELECT has_database_privilege('auditor', current_database(), 'CONNECT')"
    assert ask(in_database(superuser_url, database), question) == [(False,)]


def test_the_doctor_names_a_login_that_passes_row_security(standing):
    create_roles(standing.url("postgres", "postgres"), standing.passwords, "sisterhood")
    folder = standing.postgres_socket_dir
    good = {login: standing.url(login) for login in ("app", "worker")}
    assert findings(folder, good) == []
    bad = findings(folder, {"app": standing.url("postgres")})
    assert len(bad) == 1 and "app" in bad[0]


def test_the_doctor_names_a_login_that_cannot_connect(standing):
    url = standing.url("app").replace(standing.passwords["app"], "wrong")
    assert len(findings(standing.postgres_socket_dir, {"app": url})) == 1
