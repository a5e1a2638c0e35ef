package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.time.Instant;

/// Waits until a domain has its certificate, or until that is known to have failed.
record CertificateWait(Session session, Duration pause, Duration limit) {
    CertificateWait(Session session) {
        this(session, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /// @param first how it stood
    /// @param path where it is asked for
    /// @return how it stands at last
    String until(String first, String path) {
        var end = Instant.now().plus(limit);
        var report = first;
        if (isOnItsWay(report)) {
            session.screen().say("Waiting for its certificate…");
        }
        while (isOnItsWay(report) && Instant.now().isBefore(end)) {
            rest();
            report = session.api().fetch(path);
        }
        return report;
    }

    private static boolean isOnItsWay(String report) {
        return Api.object(report)
                .findObject("certificate")
                .filter(certificate -> certificate.text("state").equals("ordering"))
                .isPresent();
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "interrupted; the certificate is still on its way", "", e);
        }
    }
}
