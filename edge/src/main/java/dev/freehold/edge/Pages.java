package dev.freehold.edge;

import dev.freehold.route.ResponseHeaders;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/// Our own pages for errors: HTML for people, JSON for programs, plain text for the rest. They say what
/// to do and nothing of what is inside.
final class Pages {
    static final CharSequence ERROR = HttpHeaders.createOptimized("x-freehold-error");

    /// Seconds: an app that has too much to do may have less by then.
    private static final String SOON = "2";

    private static final String HTML =
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>
            <style>:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;
            font:16px/1.6 system-ui,sans-serif;background:Canvas;color:CanvasText}main{max-width:34rem;padding:2rem}
            b{font-size:.9rem;letter-spacing:.1em;opacity:.6}h1{font-size:1.6rem;line-height:1.25;margin:.3em 0 .5em}
            p{margin:0 0 2em}small{opacity:.55;font-family:ui-monospace,monospace}</style></head>
            <body><main><b>{status}</b><h1>{title}</h1><p>{advice}</p><small>{code} · {id}</small></main></body></html>
            """;

    private Pages() {}

    static void send(Exchange exchange, Problem problem) {
        send(exchange, problem, ResponseHeaders.NONE);
    }

    /// In place of an answer that was begun: nothing of its headers stays, above all no validator.
    static void sendAnew(Exchange exchange, Problem problem) {
        if (!exchange.isOver() && !exchange.response().headWritten()) {
            exchange.response().headers().clear();
            send(exchange, problem);
        }
    }

    static void send(Exchange exchange, Problem problem, ResponseHeaders rules) {
        if (exchange.isOver() || exchange.response().headWritten()) {
            return;
        }
        var response = ServerDate.stamp(exchange.response()).setStatusCode(problem.status());
        rules.usual().forEach(response::putHeader);
        rules.important().forEach(response::putHeader);
        mark(response, problem);
        response.putHeader(NameRequest.HEADER, exchange.id());
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var form = Form.of(exchange);
        response.putHeader(HttpHeaders.CONTENT_TYPE, form.contentType);
        sendBody(exchange, problem.status(), form.write(problem, exchange.id()));
    }

    /// Tells programs what went wrong, and when to try again where that helps (RFC 9110 §10.2.3).
    static void mark(HttpServerResponse response, Problem problem) {
        response.putHeader(ERROR, problem.code());
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, SOON);
        }
    }

    static boolean wantsHtml(Exchange exchange) {
        return Form.of(exchange) == Form.HTML;
    }

    private static void sendBody(Exchange exchange, int status, String text) {
        boolean without = status < 200 || status == 204 || status == 304;
        if (exchange.isHead() || without) {
            exchange.response().end();
        } else {
            exchange.response().end(text);
        }
    }

    private enum Form {
        HTML("text/html; charset=utf-8"),
        JSON("application/problem+json"),
        TEXT("text/plain; charset=utf-8");

        private final String contentType;

        Form(String contentType) {
            this.contentType = contentType;
        }

        static Form of(Exchange exchange) {
            var accept = exchange.request().getHeader(HttpHeaders.ACCEPT);
            if (accept == null) {
                return TEXT;
            }
            return accept.contains("text/html") ? HTML : accept.contains("json") ? JSON : TEXT;
        }

        String write(Problem problem, String id) {
            return switch (this) {
                case HTML -> fill(Pages.HTML, problem, id);
                case JSON ->
                        "{\"status\":%d,\"code\":\"%s\",\"title\":\"%s\",\"advice\":\"%s\",\"requestId\":\"%s\"}%n"
                                .formatted(
                                        problem.status(),
                                        problem.code(),
                                        quoted(problem.title()),
                                        quoted(problem.advice()),
                                        id);
                case TEXT ->
                        "%d %s. %s%n"
                                .formatted(problem.status(), problem.title(), problem.advice());
            };
        }

        private static String quoted(String text) {
            return text.replace("\"", "\\\"");
        }

        private static String fill(String page, Problem problem, String id) {
            return page.replace("{status}", String.valueOf(problem.status()))
                    .replace("{title}", problem.title())
                    .replace("{advice}", problem.advice())
                    .replace("{code}", problem.code())
                    .replace("{id}", id);
        }
    }
}
