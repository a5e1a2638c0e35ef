package dev.freehold.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A server for drills, which says one sentence: a few lines of Python, so that nothing is fetched for it.
final class App {
    private static final String SETTINGS =
            """
            [services.web]
            command = "python3 server.py"
            idle = "2s"
            """;

    private App() {}

    static Path in(Path folder, String name, String words) throws IOException {
        var app = Files.createDirectories(folder.resolve(name));
        Files.writeString(app.resolve("server.py"), server(words));
        Files.writeString(app.resolve("freehold.toml"), SETTINGS);
        return app;
    }

    private static String server(String words) {
        return """
        import os
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        class Saying(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_GET(self):
                self.send_response(200)
                self.send_header('Content-Length', '%1$d')
                self.end_headers()
                self.wfile.write(b'%2$s')
            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 1024

        Server(('0.0.0.0', int(os.environ['PORT'])), Saying).serve_forever()
        """
                .formatted(words.length(), words);
    }
}
