"""Serves a Python app on PORT: `serve.py wsgi app:app`, `serve.py asgi main:app`, `serve.py wsgi app:create_app()`.

WSGI (PEP 3333) is served right here, a thread per connection, since importing a server or the library's own
http.server would take as long again as starting Python. ASGI is left to uvicorn or hypercorn.
"""

import importlib
import io
import os
import signal
import socket
import sys
import threading
import time

PORT = int(os.environ.get("PORT", "3000"))
DRAIN_SECONDS = 25
MOST_CONNECTIONS = 1024
LONGEST_LINE = 65536
MOST_HEADERS = 200


def main():
    protocol, entry = sys.argv[1:3]
    sys.path[0] = os.getcwd()
    app = load(entry)
    if protocol == "asgi":
        serve_asgi(app)
    else:
        WsgiServer(app).run()


def load(entry):
    module, _, name = entry.partition(":")
    factory = name.endswith("()")
    found = importlib.import_module(module)
    for part in name.removesuffix("()").split("."):
        found = getattr(found, part)
    return found() if factory else found


def serve_asgi(app):
    try:
        import uvicorn
    except ImportError:
        return serve_with_hypercorn(app)
    # Only the edge reaches this port, so its X-Forwarded headers are believed.
    uvicorn.run(
        app, host="0.0.0.0", port=PORT, proxy_headers=True, forwarded_allow_ips="*", access_log=False, log_level="warning"
    )


def serve_with_hypercorn(app):
    import asyncio

    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"0.0.0.0:{PORT}"]
    asyncio.run(serve(app, config))


class Stop(BaseException):
    """Asked to end."""


def stop(_signal, _frame):
    raise Stop


class WsgiServer:
    def __init__(self, app):
        self.app = app
        self.connections = set()
        self.lock = threading.Lock()
        self.places = threading.Semaphore(MOST_CONNECTIONS)
        self.draining = False

    def run(self):
        listener = socket.create_server(("0.0.0.0", PORT), backlog=512)
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            while True:
                self.places.acquire()
                self.accept(listener)
        except Stop:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        listener.close()
        self.drain()
        sys.stdout.flush()
        sys.stderr.flush()
        # Threads of the app's own must not keep a stopped instance alive.
        os._exit(0)

    def accept(self, listener):
        connection = Connection(listener.accept()[0], self)
        with self.lock:
            self.connections.add(connection)
        threading.Thread(target=connection.serve, daemon=True).start()

    def gone(self, connection):
        with self.lock:
            self.connections.discard(connection)
        self.places.release()

    def drain(self):
        """Idle connections are closed at once, the others after their answer."""
        self.draining = True
        end = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < end:
            with self.lock:
                left = list(self.connections)
            if not left:
                return
            for connection in left:
                connection.close_if_idle()
            time.sleep(0.02)


class BadRequest(Exception):
    pass


class Connection:
    """One connection from the edge, with one request after the other. Used by its own thread; `idle` is
    also read by the one that drains."""

    def __init__(self, sock, server):
        self.sock = sock
        self.server = server
        self.source = sock.makefile("rb", 65536)
        self.idle = True

    def close_if_idle(self):
        if self.idle:
            try:
                self.sock.shutdown(socket.SHUT_RD)
            except OSError:
                pass

    def serve(self):
        try:
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self.serve_one():
                pass
        except (ConnectionError, TimeoutError):
            pass
        except BadRequest as problem:
            self.refuse(problem)
        finally:
            self.server.gone(self)
            self.source.close()
            self.sock.close()

    def refuse(self, problem):
        body = f"{problem}\n".encode()
        head = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        try:
            self.sock.sendall(head.encode() + body)
        except OSError:
            pass

    def serve_one(self):
        self.idle = True
        line = self.source.readline(LONGEST_LINE + 1)
        self.idle = False
        if not line:
            return False
        environ, body, keep = self.read_head(line)
        answer = Answer(self.sock, environ, keep)
        answer.give(self.server.app)
        return answer.keep and not self.server.draining and body.skip()

    def read_head(self, line):
        parts = line.decode("latin-1").split()
        if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
            raise BadRequest("this is no HTTP/1 request")
        method, target, version = parts
        headers = self.read_headers()
        body = Body(self.source, headers, self.sock)
        wanted = headers.get("CONNECTION", "").lower()
        keep = "close" not in wanted and (version == "HTTP/1.1" or "keep-alive" in wanted)
        return environ_of(method, target, version, headers, io.BufferedReader(body)), body, keep

    def read_headers(self):
        headers = {}
        for _ in range(MOST_HEADERS):
            line = self.source.readline(LONGEST_LINE + 1)
            if line in (b"\r\n", b"\n"):
                return headers
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or len(line) > LONGEST_LINE:
                raise BadRequest("a header has no colon, or is too long")
            # A name with "_" could pass for another header in the environ.
            if "_" not in name:
                add_header(headers, name.upper().replace("-", "_"), value.strip())
        raise BadRequest(f"there are more than {MOST_HEADERS} headers")


def add_header(headers, name, value):
    if name in headers:
        value = headers[name] + ("; " if name == "COOKIE" else ",") + value
    headers[name] = value


def environ_of(method, target, version, headers, body):
    path, _, query = target.partition("?")
    if path.startswith(("http://", "https://")):
        path = "/" + path.split("/", 3)[3] if path.count("/") > 2 else "/"
    host, _, port = headers.get("HOST", "localhost").rpartition(":")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": decoded(path),
        "RAW_URI": target,
        "REQUEST_URI": target,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": version,
        "SERVER_NAME": host or headers.get("HOST", "localhost"),
        "SERVER_PORT": port if host and port.isdigit() else str(PORT),
        "SERVER_SOFTWARE": "freehold",
        "REMOTE_ADDR": headers.get("X_FORWARDED_FOR", "127.0.0.1").split(",")[0].strip(),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https" if headers.get("X_FORWARDED_PROTO") == "https" else "http",
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        plain = name in ("CONTENT_TYPE", "CONTENT_LENGTH")
        environ[name if plain else "HTTP_" + name] = value
    return environ


def decoded(path):
    """Percent-decoded, each byte as one character, as PEP 3333 wants it."""
    first, *rest = path.split("%")
    text = [first]
    for part in rest:
        try:
            text.append(chr(int(part[:2], 16)) + part[2:])
        except ValueError:
            text.append("%" + part)
    return "".join(text)


class Body(io.RawIOBase):
    """A request's body, by its length or chunk by chunk (RFC 9112 §6.3, §7.1)."""

    LITTLE = 1 << 20

    def __init__(self, source, headers, sock):
        self.source = source
        self.chunked = "chunked" in headers.get("TRANSFER_ENCODING", "").lower()
        length = headers.get("CONTENT_LENGTH", "0")
        if not length.isdigit() or (self.chunked and "CONTENT_LENGTH" in headers):
            raise BadRequest("the length of the body is not clear")
        self.left = 0 if self.chunked else int(length)
        self.more = self.chunked
        self.first = True
        waits = headers.get("EXPECT", "").lower() == "100-continue"
        self.invite = (lambda: sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")) if waits else None

    def readable(self):
        return True

    def readinto(self, buffer):
        if self.invite and (self.left or self.more):
            self.invite()
            self.invite = None
        if self.left == 0 and self.more:
            self.next_chunk()
        if self.left == 0:
            return 0
        count = self.source.readinto1(memoryview(buffer)[: min(self.left, len(buffer))])
        if count == 0:
            raise ConnectionResetError("the body ended early")
        self.left -= count
        return count

    def next_chunk(self):
        if not self.first:
            self.source.readline(LONGEST_LINE)
        self.first = False
        size = self.source.readline(LONGEST_LINE).split(b";")[0].strip()
        try:
            self.left = int(size, 16)
        except ValueError:
            raise ConnectionResetError("a chunk has no size") from None
        if self.left == 0:
            self.more = False
            while self.source.readline(LONGEST_LINE) not in (b"\r\n", b"\n", b""):
                pass

    def skip(self):
        """Reads what the app left, if it is little; says whether another request can follow."""
        if self.invite and (self.left or self.more):
            return False
        buffer = bytearray(65536)
        skipped = 0
        while self.left or self.more:
            skipped += self.readinto(buffer)
            if skipped > self.LITTLE:
                return False
        return True


class Answer:
    """What the app answers to one request, sent part by part as it comes."""

    def __init__(self, sock, environ, keep):
        self.sock = sock
        self.environ = environ
        self.keep = keep
        self.status = None
        self.headers = []
        self.sent = False
        self.chunked = False

    def give(self, app):
        parts = None
        try:
            parts = app(self.environ, self.start_response)
            self.send_all(parts)
        except (ConnectionError, TimeoutError):
            self.keep = False
        except Exception:
            import traceback  # Takes as long to load as all the rest: only for those who fail.

            traceback.print_exc()
            self.fail()
        finally:
            if hasattr(parts, "close"):
                parts.close()

    def send_all(self, parts):
        single = isinstance(parts, (list, tuple)) and len(parts) < 2
        if single and not self.sent and self.status and not self.has("content-length"):
            self.headers.append(("Content-Length", str(sum(map(len, parts)))))
        for part in parts:
            if part:
                self.write(part)
        if not self.sent:
            self.send_head(b"")
        if self.chunked:
            self.sock.sendall(b"0\r\n\r\n")

    def start_response(self, status, headers, exc_info=None):
        if exc_info and self.sent:
            raise exc_info[1].with_traceback(exc_info[2])
        if self.status and not exc_info:
            raise AssertionError("start_response was called twice")
        for name, value in headers:
            if any(mark in name + value for mark in "\r\n\0"):
                raise ValueError(f"the header {name!r} has a line break")
        self.status, self.headers = status, list(headers)
        return self.write

    def write(self, part):
        if not self.sent:
            self.send_head(part)
        elif self.has_body():
            self.sock.sendall(self.framed(part))

    def send_head(self, part):
        if not self.status:
            raise AssertionError("the app answered without start_response")
        if self.has_body() and not self.has("content-length"):
            self.chunked = self.environ["SERVER_PROTOCOL"] == "HTTP/1.1"
            self.keep = self.keep and self.chunked
        lines = [f"HTTP/1.1 {self.status}"]
        lines += [f"{name}: {value}" for name, value in self.headers if name.lower() not in HOP_BY_HOP]
        if self.chunked:
            lines.append("Transfer-Encoding: chunked")
        if not self.keep:
            lines.append("Connection: close")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        self.sent = True
        self.sock.sendall(head + self.framed(part) if part and self.has_body() else head)

    def framed(self, part):
        return b"%x\r\n%b\r\n" % (len(part), part) if self.chunked else part

    def has(self, header):
        return any(name.lower() == header for name, _ in self.headers)

    def has_body(self):
        return self.environ["REQUEST_METHOD"] != "HEAD" and self.status[:3] not in ("204", "304") and self.status[0] != "1"

    def fail(self):
        """A failure costs its own request only; where its answer has begun, the connection tells."""
        if self.sent:
            self.keep = False
            self.chunked = False
            return
        body = b"Internal Server Error\n"
        self.status = "500 Internal Server Error"
        self.headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        try:
            self.send_head(body)
        except OSError:
            self.keep = False


HOP_BY_HOP = frozenset(("connection", "keep-alive", "transfer-encoding", "upgrade", "trailer", "te", "proxy-authenticate"))

if __name__ == "__main__":
    main()
