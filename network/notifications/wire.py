"""A connection to a checked address: to the very address that was checked, the certificate that of the name."""

import socket
import ssl

from network.notifications import addresses, patience


class Line:
    """The socket in use, for the watch."""

    sock: socket.socket | None = None


def connect(line: Line, target: addresses.Target) -> None:
    """Open the line. Raises ssl.SSLError without a safe connection, OSError without any."""
    line.sock = socket.create_connection((target.ip, target.port), timeout=patience.each())
    try:
        if target.secure:
            context = ssl.create_default_context()
            line.sock = context.wrap_socket(
                line.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            line.sock.do_handshake()
    except OSError:
        line.sock.close()
        raise
