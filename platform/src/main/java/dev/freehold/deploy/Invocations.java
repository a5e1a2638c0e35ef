package dev.freehold.deploy;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Service;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Invokes Lambda functions by name: an instance is woken if need be, and its launcher asked on a way
/// that no visitor has.
public final class Invocations {
    private static final Logger LOG = LoggerFactory.getLogger(Invocations.class);
    private static final String SECRET_HEADER = "x-freehold-invoke";
    private static final String THE_ONLY_ONE = "$only";
    private static final Duration TO_WAKE = Duration.ofMinutes(2);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    /// Lambda's longest timeout, and time for those before it in the line.
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final int LARGEST_ANSWER = 6 << 20;
    private static final int MOST_ASIDE = 64;

    /// What those on their way get at the end of the platform, as instances do.
    private static final Duration TO_END = Duration.ofSeconds(10);

    /// Each holds its payload in memory until it is answered.
    private final Semaphore aside = new Semaphore(MOST_ASIDE);

    private volatile boolean closed;

    private final Means means;
    private final Commands commands;

    Invocations(Means means, Commands commands) {
        this.means = means;
        this.commands = commands;
    }

    /// @param headers that the launcher understands: `X-Amz-Log-Type`, `X-Amz-Client-Context`, …
    public record Invocation(FunctionName name, byte[] payload, Map<String, String> headers) {}

    /// @param headers names in lower case
    public record Result(int status, Map<String, String> headers, byte[] payload) {}

    /// Waits for the function's answer.
    ///
    /// @throws FreeholdException NOT_FOUND where there is no such project or it has no functions
    public Result invoke(Caller caller, Invocation invocation) {
        return invoke(deployment(caller, invocation.name()), invocation);
    }

    /// Returns at once; what comes of it, only the function's log tells. An orderly end of the platform waits
    /// ten seconds for its answer; it is lost if the platform ends before, or in another way.
    public void invokeLater(Caller caller, Invocation invocation) {
        var deployment = deployment(caller, invocation.name());
        if (closed) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the platform is about to end and takes no events any more",
                    "send it again when it is back");
        }
        if (!aside.tryAcquire()) {
            throw new FreeholdException(
                    ErrorCode.CAPACITY,
                    MOST_ASIDE + " events wait for their answers already",
                    "send it again in a while");
        }
        Thread.ofVirtual()
                .name("invoke-" + deployment.id())
                .start(() -> invokeAside(deployment, invocation));
    }

    void takeNoMore() {
        closed = true;
    }

    /// Takes no more events, and waits for those that are on their way.
    void stop() throws InterruptedException {
        takeNoMore();
        if (!aside.tryAcquire(MOST_ASIDE, TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "events are lost, the platform ends before their answers count={}",
                    MOST_ASIDE - aside.availablePermits());
        }
    }

    private void invokeAside(Deployment deployment, Invocation invocation) {
        try {
            var result = invoke(deployment, invocation);
            if (result.status() != 200 || result.headers().containsKey("x-amz-function-error")) {
                LOG.warn(
                        "an event failed deployment={} status={}",
                        deployment.id(),
                        result.status());
            }
        } catch (FreeholdException e) {
            LOG.warn("an event was lost deployment={}", deployment.id(), e);
        } finally {
            aside.release();
        }
    }

    private Deployment deployment(Caller caller, FunctionName name) {
        var deployment =
                name.deployment()
                        .map(id -> commands.deployment(caller, name.project(), id))
                        .orElseGet(() -> commands.production(caller, name.project()));
        if (!commands.hasService(deployment, Service.LAMBDA)) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND,
                    "\"" + name.project() + "\" has no Lambda functions",
                    "name them in freehold.toml as [functions.NAME]");
        }
        return deployment;
    }

    private Result invoke(Deployment deployment, Invocation invocation) {
        try (var place = means.nodes().hold(deployment.id(), Service.LAMBDA, TO_WAKE)) {
            var result = send(place, deployment, invocation);
            if (result.status() == 404) {
                throw noFunction(invocation.name());
            }
            return result;
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "the function's instance broke off: " + e.getMessage(),
                    "see \"freehold logs " + deployment.project() + "\"",
                    e);
        }
    }

    private static FreeholdException noFunction(FunctionName name) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                name.function()
                        .map(function ->
                                "\"" + name.project() + "\" has no function \"" + function + "\"")
                        .orElse("\"" + name.project() + "\" has several functions"),
                "say \"" + name.project() + ":FUNCTION\", as named in freehold.toml");
    }

    /// One connection for one invocation; nothing is sent a second time.
    private Result send(Nodes.Place place, Deployment deployment, Invocation invocation)
            throws IOException {
        var connection = (HttpURLConnection) url(place, invocation).toURL().openConnection();
        connection.setConnectTimeout((int) TO_CONNECT.toMillis());
        connection.setReadTimeout((int) LONGEST.toMillis());
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(invocation.payload().length);
        invocation.headers().forEach(connection::setRequestProperty);
        var secret = means.configuration().secretFor(place(deployment));
        connection.setRequestProperty(SECRET_HEADER, secret.reveal());
        connection.setRequestProperty("Connection", "close");
        var end = Thread.ofVirtual().start(() -> breakOffLater(connection));
        try {
            try (var body = connection.getOutputStream()) {
                body.write(invocation.payload());
            }
            return result(connection);
        } finally {
            end.interrupt();
        }
    }

    /// The time for a single read does not limit one who answers byte by byte.
    private static void breakOffLater(HttpURLConnection connection) {
        try {
            Thread.sleep(LONGEST);
            connection.disconnect();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the secret between the platform and a deployment's launcher is bound to.
    static String place(Deployment deployment) {
        return "invoke/" + deployment.team() + "/" + deployment.id();
    }

    private static URI url(Nodes.Place place, Invocation invocation) {
        var function = invocation.name().function().orElse(THE_ONLY_ONE);
        return URI.create(
                "http://"
                        + place.address().getAddress().getHostAddress()
                        + ":"
                        + place.address().getPort()
                        + "/2015-03-31/functions/"
                        + URLEncoder.encode(function, StandardCharsets.UTF_8)
                        + "/invocations");
    }

    private static Result result(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        var headers = new LinkedHashMap<String, String>();
        connection
                .getHeaderFields()
                .forEach((name, values) -> {
                    if (name != null) {
                        headers.put(
                                name.toLowerCase(java.util.Locale.ROOT), String.join(",", values));
                    }
                });
        try (InputStream body =
                status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Result(status, headers, body == null ? new byte[0] : whole(body));
        }
    }

    private static byte[] whole(InputStream body) throws IOException {
        var bytes = body.readNBytes(LARGEST_ANSWER + 1);
        if (bytes.length > LARGEST_ANSWER) {
            throw new IOException("its answer is larger than 6 MB");
        }
        return bytes;
    }
}
