"""One reader who keeps a connection and looks at nothing, so that the server is measured."""

import socket
from collections.abc import Callable

END_OF_HEADERS = b"\r\n\r\n"
LENGTH = b"content-length: "


class Reader:
    """Asks the same again and again; every answer has the length of the first."""

    def __init__(self, connect: Callable[[], socket.socket], path: str, host: str, **headers: str):
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.question = ("\r\n".join(lines) + "\r\n\r\n").encode()
        self.connect, self.connection = connect, connect()
        self.head, self.body = self.first()
        self.length = len(self.head) + len(self.body)
        # waitress hangs up after a 304, and a browser has to come again
        self.comes_again = b"connection: close" in self.head.lower()
        if self.comes_again:
            self.connection.close()

    def first(self) -> tuple[bytes, bytes]:
        self.connection.sendall(self.question)
        read = b""
        while END_OF_HEADERS not in read:
            read += self.connection.recv(65536)
        head, _, body = read.partition(END_OF_HEADERS)
        _, _, told = head.lower().partition(LENGTH)
        while len(body) < int(told.split()[0] if told else 0):
            body += self.connection.recv(65536)
        return head + END_OF_HEADERS, body

    @property
    def status(self) -> int:
        return int(self.head.split()[1])

    def header(self, name: str) -> str:
        lines = self.head.decode().splitlines()
        return next(line.split(": ", 1)[1] for line in lines if line.lower().startswith(name))

    def get(self) -> None:
        if self.comes_again:
            self.connection = self.connect()
        self.ask(1)
        if self.comes_again:
            self.connection.close()

    def get_hundred(self) -> None:
        """A hundred questions in one breath: what remains is what the server does."""
        self.ask(100)

    def ask(self, times: int) -> None:
        self.connection.sendall(self.question * times)
        left = self.length * times
        while left:
            got = self.connection.recv(min(left, 1 << 18))
            if not got:
                raise ConnectionError("the server hung up")
            left -= len(got)
