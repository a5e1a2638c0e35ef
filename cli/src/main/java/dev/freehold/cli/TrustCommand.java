package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.local.TrustStores;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Lets browsers and programs of this machine believe the certificates of `*.localhost`.
final class TrustCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of(
                        "trust",
                        "",
                        "Let this machine trust the certificates of *.localhost that its platform signs.")
                .flag("--print", "print the authority's certificate, and change nothing")
                .flag("--remove", "trust it no more")
                .json()
                .example("freehold trust", "the system, and browsers where \"certutil\" is there")
                .example(
                        "freehold trust --print > authority.pem",
                        "then curl --cacert authority.pem https://shop.localhost:8443")
                .example("freehold trust --remove", "undo it");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var stores = TrustStores.ofThisMachine(session.environment());
        if (arguments.has("--remove")) {
            return tell("removed", stores.distrust(), arguments, session);
        }
        var authority = session.data().findAuthority().orElseThrow(() -> noneHere(session));
        if (arguments.has("--print")) {
            session.screen().print(read(authority).strip());
            return 0;
        }
        var trusting = stores.trust(authority);
        if (trusting.isEmpty()) {
            throw nowhere();
        }
        return tell("trusted", trusting, arguments, session);
    }

    private static int tell(
            String what, List<String> places, Arguments arguments, Session session) {
        if (arguments.has("--json")) {
            session.screen().print(Json.write(Map.of(what, places)));
            return 0;
        }
        places.forEach(place -> session.screen().say(what + " by the " + place));
        if (places.isEmpty()) {
            session.screen().say("Nothing here trusted it.");
        }
        return 0;
    }

    private static String read(Path authority) {
        try {
            return Files.readString(authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FreeholdException noneHere(Session session) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "the platform on \"" + session.data().path() + "\" has signed no certificate yet",
                "\"freehold up --tls-port 8443\" lets it speak TLS");
    }

    private static FreeholdException nowhere() {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "neither \"update-ca-certificates\" nor \"certutil\" with a browser's database is here",
                "\"freehold trust --print\" writes the certificate, to be installed by hand");
    }
}
