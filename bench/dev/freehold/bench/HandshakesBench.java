package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a connection by TLS costs the server's processor, with one small answer: the edge beside nginx with the
/// same certificate, in turn. Full handshakes by strangers, and resumed ones by somebody who comes back.
final class HandshakesBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples.handshakes", 4_000);
    private static final int WARM_UP = Integer.getInteger("warmup.handshakes", 8_000);
    private static final int ROUNDS = 4;
    private static final String HOST = "bench.test";

    private enum Key {
        ECDSA_P256("EC", "ec_paramgen_curve:P-256"),
        RSA_2048("RSA", "rsa_keygen_bits:2048");

        private final String algorithm;
        private final String option;

        Key(String algorithm, String option) {
            this.algorithm = algorithm;
            this.option = option;
        }
    }

    private record Way(Key key, String protocol, boolean resumed) {
        @Override
        public String toString() {
            return "%s, %s, %s".formatted(
                    key.name().replace('_', ' '), protocol, resumed ? "resumed" : "full");
        }
    }

    @Override
    public List<Main.Row> run() throws Exception {
        var rows = new ArrayList<Main.Row>();
        for (var key : Key.values()) {
            var folder = Files.createTempDirectory("freehold-bench-tls");
            var pair = pair(folder, key);
            try (var edge = TlsServer.edge(folder.resolve("certificates"), HOST, pair.chain(), pair.key());
                    var nginx = TlsServer.nginx(folder, Path.of(pair.chain()), Path.of(pair.key()))) {
                warmUp(edge);
                for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
                    rows.add(beside(edge, nginx, new Way(key, protocol, false)));
                    rows.add(beside(edge, nginx, new Way(key, protocol, true)));
                }
            }
        }
        return rows;
    }

    private static void warmUp(TlsServer edge) throws Exception {
        new TlsVisitors(edge.port(), "TLSv1.3").come(WARM_UP / 2, HOST);
        new TlsVisitors(edge.port(), "TLSv1.2").comeBack(WARM_UP / 2, HOST);
    }

    private static Main.Row beside(TlsServer edge, TlsServer nginx, Way way) throws Exception {
        double ours = 0;
        double theirs = 0;
        long spent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = System.nanoTime();
            ours += cost(edge, way);
            spent += System.nanoTime() - before;
            theirs += cost(nginx, way);
        }
        double rate = SAMPLES / (spent / 1e9);
        return new Main.Row(
                "TLS, processor's time of a connection: " + way,
                "1.0 × nginx",
                String.format(
                        Locale.ROOT,
                        "%.2f × (%.3f ms, nginx %.3f ms; %.0f/s by one visitor; %d each)",
                        ours / theirs, ours / SAMPLES, theirs / SAMPLES, rate, SAMPLES));
    }

    /// Milliseconds of the server's processor for a part of the samples.
    private static double cost(TlsServer server, Way way) throws Exception {
        var visitors = new TlsVisitors(server.port(), way.protocol());
        double before = server.cpu();
        if (way.resumed()) {
            visitors.comeBack(SAMPLES / ROUNDS, HOST);
        } else {
            visitors.come(SAMPLES / ROUNDS, HOST);
        }
        return server.cpu() - before;
    }

    private record Pair(String chain, String key) {}

    private static Pair pair(Path folder, Key key) throws Exception {
        var pair = new Pair(folder.resolve("chain.pem").toString(), folder.resolve("key.pem").toString());
        var process = new ProcessBuilder(
                        "openssl", "req", "-x509", "-newkey", key.algorithm, "-pkeyopt", key.option, "-nodes",
                        "-subj", "/CN=" + HOST, "-addext", "subjectAltName=DNS:" + HOST,
                        "-keyout", pair.key(), "-out", pair.chain())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("openssl made no certificate");
        }
        return pair;
    }
}
