package dev.freehold.api;

import dev.freehold.deploy.FunctionName;
import dev.freehold.deploy.Invocations.Invocation;
import dev.freehold.deploy.Invocations.Result;
import dev.freehold.model.ByteSize;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The door for `aws lambda invoke --endpoint-url`. Source: AWS Lambda API Reference, "Invoke".
final class InvokeRoutes {
    static final String PREFIX = "/2015-03-31/";
    private static final ByteSize LARGEST = ByteSize.ofMegabytes(6);
    private static final Set<String> ASKED =
            Set.of("x-amz-invocation-type", "x-amz-log-type", "x-amz-client-context");

    private final Rooms rooms;

    InvokeRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.post("/functions/{name}/invocations", this::invoke);
    }

    private void invoke(Context request) throws IOException {
        var invocation = new Invocation(name(request), payload(request), headers(request));
        var invocations = rooms.delivery().invocations();
        var caller = Guard.caller(request);
        switch (String.valueOf(request.header("X-Amz-Invocation-Type"))) {
            case "null", "RequestResponse", "DryRun" ->
                    send(request, invocations.invoke(caller, invocation));
            case "Event" -> {
                invocations.invokeLater(caller, invocation);
                request.status(202);
            }
            default ->
                    throw Invalid.because(
                            "X-Amz-Invocation-Type is no known one",
                            "use RequestResponse, Event or DryRun");
        }
    }

    private static FunctionName name(Context request) {
        return FunctionName.of(
                request.pathParam("name"), Optional.ofNullable(request.queryParam("Qualifier")));
    }

    private static byte[] payload(Context request) throws IOException {
        var payload = request.bodyInputStream().readNBytes((int) LARGEST.bytes() + 1);
        if (payload.length > LARGEST.bytes()) {
            throw new FreeholdException(
                    ErrorCode.TOO_LARGE,
                    "the payload is larger than " + LARGEST,
                    "put what is larger where the function can fetch it");
        }
        return payload;
    }

    private static Map<String, String> headers(Context request) {
        var headers = new TreeMap<String, String>();
        request.headerMap()
                .forEach((name, value) -> {
                    var plain = name.toLowerCase(Locale.ROOT);
                    if (ASKED.contains(plain) || plain.equals("x-amzn-trace-id")) {
                        headers.put(plain, value);
                    }
                });
        return headers;
    }

    private static void send(Context request, Result result) {
        request.status(result.status());
        result.headers()
                .forEach((name, value) -> {
                    if (name.startsWith("x-amz") || name.equals("content-type")) {
                        request.header(name, value);
                    }
                });
        request.result(result.payload());
    }
}
