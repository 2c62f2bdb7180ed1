"""The embedded web server in a thread of the test, let go in order."""

from contextlib import contextmanager
from threading import Event, Thread

from waitress import create_server


@contextmanager
def serving(application, **options):
    """Its port. The loop ends before its sockets are closed, or it would read from closed ones."""
    server, is_over = create_server(application, host="127.0.0.1", port=0, **options), Event()
    sockets = server._map

    def run():
        while not is_over.is_set():
            server.asyncore.loop(timeout=0.05, map=sockets, count=1)

    thread = Thread(target=run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        is_over.set()
        thread.join()
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(sockets)
