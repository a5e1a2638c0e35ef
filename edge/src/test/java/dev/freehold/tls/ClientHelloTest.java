package dev.freehold.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    @Test
    void tells_the_name_and_the_protocols() throws Exception {
        var hello = ClientHello.parse(said("shop.localhost", "h2", "http/1.1"));

        assertThat(hello.name()).contains("shop.localhost");
        assertThat(hello.protocols()).isEqualTo(List.of("h2", "http/1.1"));
    }

    @Test
    void may_name_nobody() throws Exception {
        assertThat(ClientHello.parse(said("")))
                .isEqualTo(new ClientHello(Optional.empty(), List.of()));
    }

    @Test
    void that_ends_anywhere_is_read_without_a_fault() throws Exception {
        var whole = said("shop.localhost", "h2");

        for (int end = 0; end < whole.readableBytes(); end++) {
            assertThat(ClientHello.parse(whole.slice(0, end)).protocols().size()).isLessThan(2);
        }
    }

    @Test
    void of_anything_is_read_without_a_fault() throws Exception {
        var random = new Random(8446);
        for (int i = 0; i < 20_000; i++) {
            var bytes = said.clone();
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(ClientHello.parse(Unpooled.wrappedBuffer(bytes))).isNotNull();
        }
    }

    private final byte[] said;

    ClientHelloTest() throws GeneralSecurityException, SSLException {
        var first = said("shop.localhost", "h2", "http/1.1");
        said = new byte[first.readableBytes()];
        first.readBytes(said);
    }

    /// What the JDK's client says first, without the heads of record and message.
    private static ByteBuf said(String name, String... protocols)
            throws GeneralSecurityException, SSLException {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        parameters.setApplicationProtocols(protocols);
        engine.setSSLParameters(parameters);
        var record = ByteBuffer.allocate(1 << 15);
        engine.wrap(ByteBuffer.allocate(0), record);
        return Unpooled.wrappedBuffer(record.flip()).skipBytes(9);
    }
}
