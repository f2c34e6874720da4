"""A site on this machine as a web server gives it: compressed, connections kept open, and it can be switched off."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".xml")


@lru_cache(maxsize=4096)
def packed(path: Path, changed: int) -> bytes:
    """A file's content, compressed as nginx would."""
    return gzip.compress(path.read_bytes(), 6)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.off:
            self.close_connection = True
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        text = path.suffix in _TEXT
        body = packed(path, path.stat().st_mtime_ns) if text else path.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing is printed."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # browsers keep connections open
    off = False


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """Address of the folder while the block runs, ending in a slash."""
    server = _Server(("127.0.0.1", port), lambda *args: _Handler(*args, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.off = True
        server.shutdown()
        server.server_close()
