package dev.freehold.cli.api;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The platform's API at `/api/v1`, as calls. Safe for concurrent use.
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FOR_A_BLOB = Duration.ofMinutes(10);
    private static final Duration FOR_EVER = Duration.ZERO;

    private final Endpoint endpoint;
    private final Transport transport;

    public Api(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.transport = endpoint.transport();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// One segment of a path or one value of a query, encoded.
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The answer's text, JSON where the API says so.
    ///
    /// @throws Problem what the platform refused
    /// @throws FreeholdException UNAVAILABLE where it doesn't answer
    public String fetch(String path) {
        return exchange("GET", path, Content.NONE, PATIENCE);
    }

    public JsonObject fetchObject(String path) {
        return object(fetch(path));
    }

    public List<JsonObject> fetchList(String path) {
        return list(fetch(path));
    }

    /// An answer that is an object.
    ///
    /// @throws FreeholdException UNAVAILABLE where it is no JSON: then no platform gave it
    public static JsonObject object(String json) {
        try {
            return Json.readObject(json);
        } catch (IllegalArgumentException e) {
            throw notThePlatform(e);
        }
    }

    /// The objects of an answer that is a list, alone or as a member.
    ///
    /// @throws FreeholdException UNAVAILABLE where it is no JSON: then no platform gave it
    public static List<JsonObject> list(String json) {
        try {
            return JsonObject.objectsOf(Json.read(json));
        } catch (IllegalArgumentException e) {
            throw notThePlatform(e);
        }
    }

    public String post(String path, Object json) {
        return post(path, Content.json(json));
    }

    public String post(String path, Content content) {
        return exchange("POST", path, content, FOR_A_BLOB);
    }

    public String post(String path) {
        return post(path, Map.of());
    }

    public String put(String path, Object json) {
        return exchange("PUT", path, Content.json(json), PATIENCE);
    }

    public String delete(String path) {
        return exchange("DELETE", path, Content.NONE, PATIENCE);
    }

    /// Sends content of any size as it is.
    ///
    /// @throws IOException where the way broke and a second try may go through
    public void upload(String method, String path, Content content) throws IOException {
        try (var answer = transport.send(call(method, path, content, FOR_A_BLOB))) {
            var text = answer.text();
            if (!answer.isGood()) {
                throw Problem.of(answer.status(), text);
            }
        }
    }

    /// Follows what a call does, while it does it.
    public Events follow(String method, String path, Content content) {
        return new Events(open(method, path, content, FOR_EVER));
    }

    /// The bytes of an answer, for the caller to copy and close.
    public java.io.InputStream download(String path, Object json) {
        return open("POST", path, Content.json(json), FOR_EVER).body();
    }

    private String exchange(String method, String path, Content content, Duration patience) {
        try (var answer = open(method, path, content, patience)) {
            return answer.text();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Transport.Answer open(String method, String path, Content content, Duration patience) {
        try {
            var answer = transport.send(call(method, path, content, patience));
            if (answer.isGood()) {
                return answer;
            }
            try (answer) {
                throw Problem.of(answer.status(), answer.text());
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static Transport.Call call(
            String method, String path, Content content, Duration patience) {
        return new Transport.Call(method, "/api/v1" + path, content, patience);
    }

    private static FreeholdException notThePlatform(IllegalArgumentException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "what answered is no platform: it sent something else than JSON",
                "check --api and FREEHOLD_API; \"freehold status\" tells the address of the one here",
                e);
    }

    /// The words for a platform that can't be reached.
    public FreeholdException unavailable(IOException e) {
        var why =
                switch (e) {
                    case ConnectException refused -> "nothing listens there";
                    case SocketTimeoutException late -> "it didn't answer in time";
                    default -> String.valueOf(e.getMessage());
                };
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform at " + endpoint.url() + " can't be reached: " + why,
                "see \"freehold status\"; \"freehold up\" starts one",
                e);
    }
}
