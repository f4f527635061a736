"""A real push service on this machine, with TLS, and browsers that subscribed there and can open what comes."""

import json
import os
import re
import socket
import ssl
import time
from dataclasses import dataclass, field

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid.jwt import decode
from py_vapid.utils import b64urlencode

from network.notifications.subscriptions import Browser
from tests.messages.servers import Server

STATUS = re.compile(r"\d{3}")


@dataclass
class Pushed:
    """One request as the service understands it; making it fails for anything a real service would refuse."""

    path: str
    headers: dict[str, str]
    body: bytes
    claims: dict = field(default_factory=dict)

    @classmethod
    def read(cls, request: bytes, origin: str) -> "Pushed":
        """Checks the signature, whom it is for and how long it counts (RFC 8292)."""
        head, _, body = request.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        method, path, _version = first.split(" ")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        scheme, _, told = headers["authorization"].partition(" ")
        parts = dict(part.split("=", 1) for part in told.split(","))
        claims = decode(parts["t"], parts["k"])  # raises when the signature is not that of the key
        assert (method, scheme) == ("POST", "vapid")
        assert claims["aud"] == origin
        assert time.time() < claims["exp"] <= time.time() + 24 * 3600
        assert claims["sub"].startswith(("mailto:", "https://"))
        assert headers["content-encoding"] == "aes128gcm" and headers["ttl"].isdecimal()
        return cls(path, headers, body, claims | {"key": parts["k"]})


class PushService(Server):
    """Answers with the status its mood names, `Retry-After` after a space; or hangs, or hangs up."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.pushed: list[Pushed] = []
        super().__init__("201", context)

    @property
    def origin(self) -> str:
        """As a subscription names it."""
        return f"https://localhost:{self.port}"

    def talk(self, line: socket.socket) -> None:
        """One POST."""
        request = b""
        while b"\r\n\r\n" not in request:
            part = line.recv(65536)
            if not part:
                return
            request += part
        head, _, body = request.partition(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])
        while len(body) < length:
            body += line.recv(65536)
        self.pushed.append(Pushed.read(head + b"\r\n\r\n" + body, self.origin))
        self.whole(head + b"\r\n\r\n" + body)
        status, _, wait = self.mood.partition(" ")
        if self.mood == "hangs":
            self.over.wait(30)
        elif STATUS.fullmatch(status):
            more = f"Retry-After: {wait}\r\n" if wait else ""
            more += f"Location: {self.origin}/elsewhere\r\n" if status.startswith("3") else ""
            line.sendall(f"HTTP/1.1 {status} So\r\n{more}Content-Length: 0\r\n\r\n".encode())


class OwnBrowser:
    """A browser with its private key."""

    def __init__(self, service: PushService, name: str = "a") -> None:
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.path = f"/push/{name}"
        self.says = Browser(service.origin + self.path, b64urlencode(point), b64urlencode(self.auth))

    def opens(self, body: bytes) -> dict:
        """What arrives in the worker."""
        return json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        )
