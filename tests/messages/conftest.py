"""A house that tells outside, its robot and its mail server, and people who chose to be told."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings

from network.deadlines import workdays
from network.notifications import courier, delivery, outbox
from sisterhood.lib import clock
from tests.house import House, acting, person
from tests.messages.servers import Post, Robot, running

PORTAL = "https://portal.example"
PATIENCE = 0.4


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


MORNING = at("2031-03-05 08:30")  # a Wednesday; what is delivered today came before it


@pytest.fixture
def robot() -> Iterator[Robot]:
    """The robot of the work group."""
    with running(Robot()) as server:
        yield server


@pytest.fixture
def post() -> Iterator[Post]:
    """The mail server."""
    with running(Post()) as server:
        yield server


@pytest.fixture
def outside(settings: LazySettings, robot: Robot, post: Post) -> LazySettings:
    """The administrator has named portal, mail server and robot; nobody has to wait long."""
    settings.PORTAL_URL = PORTAL
    settings.MESSAGE_TIMEOUT = PATIENCE
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_FROM = "noreply@portal.example"
    settings.WEBHOOK_URL = f"http://127.0.0.1:{robot.port}/send?key=a-secret"
    settings.WEBHOOK_NETWORKS = []
    return settings


def wants(house: House, username: str, *, email: bool = False, webhook: bool = False) -> None:
    """She chose it on her page, some time ago."""
    house.raw(
        "insert into network_messagechoice (user_id, email, by_email, by_webhook, changed_at)"
        " select id, %s, %s, %s, now() from network_user where username = %s",
        [f"{username}@work.example" if email else "", email, webhook, username],
    )


def tell(username: str, kind: str = "assigned", key: str = "k") -> None:
    """A message is posted to her and reaches her inbox."""
    with acting("lin"):
        outbox.post(kind, recipient=person(username), key=f"{kind}:{username}:{key}")


def carry(house: House, moment: datetime = MORNING, **kwargs: float) -> dict[str, int]:
    """What the worker does at that moment: the inbox first, then outside."""
    with house.login("worker"):
        delivery.deliver_due()
        return courier.send_due(at=moment, calendar=workdays.current(), **kwargs)


def states(house: House) -> list[tuple]:
    """(channel, kind, state, attempts, reason) of everything that was to leave, as stored."""
    return house.raw(
        "select channel, kind, state, attempts, reason from network_delivery order by posted_at, channel, key"
    )


def hurry(house: House) -> None:
    """Every pause and lease is over."""
    house.raw(
        "update network_delivery set due_at = now() - interval '1 s', lease_until = case when lease_until"
        " is not null then now() - interval '1 s' end where state in ('due', 'leased', 'sending')"
    )


@pytest.fixture(scope="session")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, str]:
    """A certificate for localhost that nobody trusts yet, and the file that would make it trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, str(file)
