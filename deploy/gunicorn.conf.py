"""gunicorn behind nginx: `gunicorn -c deploy/gunicorn.conf.py wuqing_tuoyu.wsgi`."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", 2 * (os.cpu_count() or 1) + 1))
# Each thread keeps a connection to the database: workers × threads stay below max_connections
worker_class, threads = "gthread", 2
# A worker that answers nobody is replaced; nginx gives up later, and closes idle connections first
timeout, graceful_timeout, keepalive = 60, 30, 75
# Whatever a worker has gathered in memory goes with it, and never all of them at once
max_requests, max_requests_jitter = 5000, 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat of the workers, never on a slow disk
accesslog, errorlog = None, "-"  # nginx keeps the journal
control_socket_disable = True  # systemd starts, reloads and ends it
