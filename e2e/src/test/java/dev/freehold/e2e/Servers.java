package dev.freehold.e2e;

import java.nio.file.Path;
import java.util.Map;

/// Small Node servers without dependencies, so that nothing is installed for them.
final class Servers {
    private Servers() {}

    /// Answers every request with these words and, in a header, who it is.
    static Path saying(String name, String words) {
        return of(name, handler("response.end('" + words + "')"));
    }

    /// A server whose file is this JavaScript.
    static Path of(String name, String script) {
        return Folders.app(name, Map.of("server.js", script));
    }

    /// A server which answers each request by this JavaScript, with `request` and `response` at hand.
    static String handler(String body) {
        return """
        const http = require('node:http');
        const instance = require('node:crypto').randomUUID();
        console.log('I am ' + instance);
        http.createServer((request, response) => {
          response.setHeader('x-instance', instance);
          %s;
        }).listen(process.env.PORT, '0.0.0.0');
        """
                .formatted(body);
    }
}
