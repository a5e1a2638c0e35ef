"""Counts its visits in SQLite. Only Python's own library is needed."""

import os
import sqlite3
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATABASE = os.environ.get("DATABASE", "visits.db")


def count_visit():
    with sqlite3.connect(DATABASE) as database:
        database.execute("CREATE TABLE IF NOT EXISTS visit (id INTEGER PRIMARY KEY)")
        database.execute("INSERT INTO visit DEFAULT VALUES")
        return database.execute("SELECT count(*) FROM visit").fetchone()[0]


class Visits(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        text = "ok" if self.path == "/health" else f"visit number {count_visit()}"
        body = f"{text}\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(os.environ.get("PORT", "3000"))), Visits).serve_forever()
