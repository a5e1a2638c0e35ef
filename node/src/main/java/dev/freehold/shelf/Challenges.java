package dev.freehold.shelf;

import dev.freehold.model.Challenge;
import dev.freehold.model.HostName;
import dev.freehold.model.ServerCertificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What authorities may ask for at the moment. Not kept on disk: an order that was cut off begins anew.
final class Challenges {
    private final Map<Asked, String> answers = new ConcurrentHashMap<>();
    private final Map<HostName, ServerCertificate> certificates = new ConcurrentHashMap<>();

    private record Asked(HostName host, String token) {}

    void add(Challenge challenge) {
        switch (challenge) {
            case Challenge.Http(var host, var token, var answer) ->
                    answers.put(new Asked(host, token), answer);
            case Challenge.TlsAlpn(var host, var certificate) ->
                    certificates.put(host, certificate);
        }
    }

    /// A newer one of the same host stays.
    void remove(Challenge challenge) {
        switch (challenge) {
            case Challenge.Http(var host, var token, var answer) ->
                    answers.remove(new Asked(host, token), answer);
            case Challenge.TlsAlpn(var host, var certificate) ->
                    certificates.remove(host, certificate);
        }
    }

    Optional<String> answer(HostName host, String token) {
        return Optional.ofNullable(answers.get(new Asked(host, token)));
    }

    Optional<ServerCertificate> certificate(HostName host) {
        return Optional.ofNullable(certificates.get(host));
    }
}
