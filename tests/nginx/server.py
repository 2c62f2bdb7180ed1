"""nginx with the files of deploy/nginx, filled in for this machine; no root, no fixed port."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT
from tests.services import free_port
from wuqing_tuoyu import clock

HOST = "portal.example"
FILES = ROOT / "deploy" / "nginx"
MIME_TYPES = Path("/etc/nginx/mime.types")
BROTLI = [
    Path(f"/usr/lib/nginx/modules/ngx_http_brotli_{part}_module.so")
    for part in ("filter", "static")
]
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def is_installed():
    return bool(shutil.which("nginx")) and MIME_TYPES.exists()


class Nginx:
    """One nginx in front of one portal."""

    def __init__(self, folder, *, portal_port, var, more=""):
        self.folder, self.more = folder, more
        self.plain_port, self.port = free_port(), free_port()
        self.addresses = (f"127.0.{third}.{last}" for third in range(9) for last in range(1, 255))
        self.address = next(self.addresses)
        self.own = {
            "127.0.0.1:8000": f"127.0.0.1:{portal_port}",
            "/var/cache/nginx/portal": f"{folder}/cache",
            "/var/log/nginx/": f"{folder}/",
            "/etc/ssl/portal/": f"{folder}/",
            "/etc/nginx/portal/": f"{folder}/portal/",
            "/srv/portal/var": str(var),
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "listen 443": f"listen 127.0.0.1:{self.port}",
        }

    def filled_in(self):
        """The configuration as it stands, with the lines that are the installation's own."""
        text = (FILES / "portal.conf").read_text()
        for given, own in self.own.items():
            assert given in text, given
            text = text.replace(given, own)
        return "\n".join(line for line in text.splitlines() if "listen [::]" not in line)

    def write(self):
        (self.folder / "portal").mkdir()
        shutil.copy(FILES / "protections.conf", self.folder / "portal")
        modules = ""
        if all(module.exists() for module in BROTLI):
            modules = "".join(f"load_module {module};\n" for module in BROTLI)
            shutil.copy(FILES / "brotli.conf", self.folder / "portal")
        write_certificate(self.folder)
        (self.folder / "portal.conf").write_text(self.filled_in())
        temporary = "".join(f"{name}_temp_path {self.folder}/{name};\n" for name in TEMPORARY)
        (self.folder / "nginx.conf").write_text(
            f"{modules}daemon off;\nworker_processes 1;\npid {self.folder}/pid;\n"
            f"error_log {self.folder}/error.log;\nevents {{}}\n"
            f"http {{\ninclude {MIME_TYPES};\ndefault_type application/octet-stream;\n"
            f"{temporary}access_log off;\nsendfile on;\nkeepalive_requests 1000000;\n"
            f"include {self.folder}/portal.conf;\n{self.more}\n}}\n"
        )

    @contextmanager
    def running(self):
        self.write()
        # Workers of a master that is root would be nobody, and these folders are the tests' own
        account = ["-g", "user root;"] if Path("/proc/self").owner() == "root" else []
        process = subprocess.Popen(
            ["nginx", *account, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")],
            stderr=subprocess.PIPE,
        )
        try:
            self.wait_until_it_answers(process)
            self.pid = process.pid
            yield self
        finally:
            process.terminate()
            process.wait()
            process.stderr.close()

    def wait_until_it_answers(self, process):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.02)
        raise AssertionError("nginx did not begin")

    def reader(self, *, address=None, name=HOST):
        """A connection with TLS, kept open, of the present reader or of another address."""
        connection = http.client.HTTPConnection(name)
        connection.sock = self.connect(self.port, address=address, name=name)
        return connection

    def connect(self, port, *, address=None, name=HOST):
        trusting = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        plain = socket.create_connection(("127.0.0.1", port), 30, (address or self.address, 0))
        return trusting.wrap_socket(plain, server_hostname=name)

    def seconds(self):
        """Processor time that its processes have used."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        used = [Path(f"/proc/{child}/schedstat").read_text().split()[0] for child in children]
        return sum(map(int, used)) / 1e9

    def ask(self, path, method="GET", body=None, *, address=None, name=HOST, **headers):
        """One question: `cookie="text_size=large"`, `if_none_match=…` are headers."""
        given = {key.replace("_", "-"): value for key, value in headers.items()}
        with closing(self.reader(address=address, name=name)) as connection:
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            answer.content = answer.read()
            return answer


def write_certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
