"""Answers on 127.0.0.1:5000, whatever PORT says. Only Python's own library is needed."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Stubborn(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"Hello from port 5000\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", 5000), Stubborn).serve_forever()
