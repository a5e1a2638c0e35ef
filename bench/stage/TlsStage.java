import dev.freehold.authority.Authority;
import dev.freehold.edge.Edge;
import dev.freehold.edge.EdgeSettings;
import dev.freehold.edge.Sites;
import dev.freehold.model.Blobs;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.Secret;
import dev.freehold.model.ServerCertificate;
import dev.freehold.shelf.CertificateShelf;
import dev.freehold.tls.TlsSettings;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// An edge by itself, with certificates that a benchmark brings: everybody is answered 404.
/// Runs on the jars of the product: `java -cp 'lib/*' --source 25 TlsStage.java PORT FOLDER ([HOST CHAIN KEY] | COUNT)`.
public final class TlsStage {
    private static final Secret SEAL = new Secret("of the stage");
    private static final Instant UNTIL = Instant.now().plus(Duration.ofDays(90));

    public static void main(String[] words) throws Exception {
        var folder = Path.of(words[1]);
        if (words.length == 5) {
            var certificate = certificate(words[2], Path.of(words[3]), Path.of(words[4]));
            shelf(folder).hold(certificate);
        } else if (words.length == 3) {
            fill(shelf(folder), Integer.parseInt(words[2]));
            return;
        }
        long start = System.nanoTime();
        var shelf = shelf(folder);
        long loaded = (System.nanoTime() - start) / 1_000_000;
        var settings =
                EdgeSettings.on("127.0.0.1", 0, SEAL)
                        .with(TlsSettings.on(Integer.parseInt(words[0])));
        Edge.start(
                settings,
                new Edge.Room(
                        _ -> new Sites.Answer.Unknown(),
                        (_, _) -> Future.failedFuture("nobody runs here"),
                        nothing(Blobs.class),
                        _ -> {},
                        shelf));
        System.out.println("ready " + loaded);
        Thread.sleep(Duration.ofHours(1));
    }

    private static CertificateShelf shelf(Path folder) {
        return CertificateShelf.open(
                folder, SEAL, new HostName("nobody.test"), Clock.systemUTC());
    }

    private static ServerCertificate certificate(String host, Path chain, Path key) throws Exception {
        return new ServerCertificate(
                Set.of(new NamePattern(host)),
                Files.readString(chain),
                new Secret(Files.readString(key)),
                Instant.now(),
                UNTIL);
    }

    /// A certificate for each of so many names: `shop-0.test`, `shop-1.test` …; the authority beside them.
    private static void fill(CertificateShelf shelf, int count) throws Exception {
        var authority = Authority.make("test", Instant.now());
        IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> List.of(new NamePattern("shop-" + i + ".test")))
                .map(names -> authority.certify(Set.copyOf(names), Instant.now(), Duration.ofDays(90)))
                .forEach(shelf::hold);
    }

    /// Nobody asks for a file here.
    private static <T> T nothing(Class<T> type) {
        var made =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
        return type.cast(made);
    }
}
