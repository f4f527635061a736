"""A real HTTP server and a real SMTP server on this machine that behave as badly as a test asks for.

Both count what reached them: `got` holds each whole request or each whole letter, whatever was answered.
"""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Server:
    """Accepts until closed; `mood` chooses how the next caller is treated."""

    def __init__(self, mood: str = "kind", context: ssl.SSLContext | None = None) -> None:
        self.mood, self.context = mood, context
        self.got: list[bytes] = []
        self.callers = 0
        self.on_whole: Callable[[], None] = lambda: None
        self.arrived, self.over = threading.Event(), threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                line, _peer = self._listening.accept()
            except OSError:
                return
            self.callers += 1
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            if self.context is not None:
                line = self.context.wrap_socket(line, server_side=True)
            line.settimeout(30)
            self.talk(line)

    def talk(self, line: socket.socket) -> None:
        """One caller."""
        raise NotImplementedError

    def whole(self, request: bytes) -> None:
        """A whole request or letter is here."""
        self.got.append(request)
        self.arrived.set()
        self.on_whole()

    def drip(self, line: socket.socket) -> None:
        """One byte now and then, for ever: each is in time, the whole never."""
        while not self.over.wait(0.05):
            line.sendall(b"2")

    def close(self) -> None:
        """No caller any more."""
        self.over.set()
        self._listening.close()


ANSWERS = {
    "kind": b'HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n{"errcode":0, "errmsg": "ok"}',
    "silent success": b"HTTP/1.1 204 No Content\r\n\r\n",
    "fault": b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
    "no such robot": b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
    "lost between": b"HTTP/1.1 504 Gateway\r\nContent-Length: 0\r\n\r\n",
    "not now": b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"errcode":45009}',
    "breaks mid-way": b'HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n{"errco',
    "breaks unannounced": b'HTTP/1.1 200 OK\r\n\r\n{"errco',
    "breaks in the head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "nonsense": b"\x00\xff what do you want\r\n\r\n",
    "hangs up": b"",
}


class Robot(Server):
    """The robot of a work group."""

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
        self.whole(head + b"\r\n\r\n" + body)
        self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        if self.mood == "hangs":
            self.over.wait(30)
        elif self.mood == "drips":
            self.drip(line)
        elif self.mood == "endless":
            line.sendall(b'HTTP/1.1 200 OK\r\n\r\n{"errcode":0,"x":"')
            while not self.over.is_set():
                line.sendall(b"x" * 4096)
        elif self.mood == "sends elsewhere":
            line.sendall(
                f"HTTP/1.1 307 There\r\nLocation: http://127.0.0.1:{self.port}/x\r\nContent-Length: 0\r\n\r\n".encode()
            )
        else:
            line.sendall(ANSWERS[self.mood])


REPLIES = {  # mood → (verb, answer); None hangs up, "" stays silent
    "greeting hangs": ("CONNECT", ""),
    "greeting refuses": ("CONNECT", "554 no service"),
    "hangs up at once": ("CONNECT", None),
    "sender refused": ("MAIL", "550 no"),
    "address refused": ("RCPT", "550 unknown"),
    "address later": ("RCPT", "450 later"),
    "hangs up at the address": ("RCPT", None),
    "no text please": ("DATA", "554 no"),
    "hangs up before the text": ("DATA", None),
    "hangs before the text": ("DATA", ""),
    "text refused": (".", "554 spam"),
    "text later": (".", "451 later"),
    "hangs up after the text": (".", None),
    "hangs after the text": (".", ""),
    "no farewell": ("QUIT", ""),
    "hangs up at the farewell": ("QUIT", None),
}
POLITE = {
    "CONNECT": "220 hello",
    "EHLO": "250 hello",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "QUIT": "221 bye",
    "RSET": "250 ok",
}


class Post(Server):
    """A mail server."""

    def talk(self, line: socket.socket) -> None:
        """One dialogue."""
        reader = line.makefile("rb")
        if self.mood == "drips":
            return self.drip(line)
        if not self._say(line, "CONNECT"):
            return None
        while command := reader.readline():
            verb = command[:4].decode("ascii", "replace").upper().strip()
            if verb == "DATA" and self.mood == "breaks mid-way":
                line.sendall(b"354 go on\r\n")
                line.recv(10)
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return None
            if not self._say(line, verb) or verb == "QUIT":
                return None
            if verb == "DATA" and self._answer("DATA") == POLITE["DATA"]:
                self.whole(b"".join(iter(reader.readline, b".\r\n")))
                if not self._say(line, "."):
                    return None
        return None

    def _answer(self, verb: str) -> str | None:
        rude, words = REPLIES.get(self.mood, ("", ""))
        return words if rude == verb else POLITE.get(verb, "250 ok")

    def _say(self, line: socket.socket, verb: str) -> bool:
        words = self._answer(verb)
        if words == "":
            self.over.wait(30)
        if words:
            line.sendall(words.encode() + b"\r\n")
        return bool(words)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server for a block."""
    try:
        yield server
    finally:
        server.close()


def nobody() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
