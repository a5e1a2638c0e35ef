package dev.freehold.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A real name server on a loopback address, which knows what a test tells it.
public final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int code = Rcode.NOERROR;

    public NameServer(String address, int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), port());
    }

    /// Lines of a zone file, with whole names.
    public NameServer with(String... lines) {
        try (var zone = new Master(new java.io.ByteArrayInputStream(text(lines)), Name.root, 60)) {
            for (var record = zone.nextRecord(); record != null; record = zone.nextRecord()) {
                records.add(record);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(String... lines) {
        return (String.join("\n", lines) + "\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /// Every question is answered so from now on.
    public void fail(int rcode) {
        code = rcode;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        try {
            while (!socket.isClosed()) {
                packet.setLength(4096);
                socket.receive(packet);
                var bytes = answer(packet).toWire();
                socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Message answer(DatagramPacket packet) throws IOException {
        var query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        var question = query.getQuestion();
        asked.add(question.getName() + " " + org.xbill.DNS.Type.string(question.getType()));
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setRcode(code);
        answer.addRecord(question, Section.QUESTION);
        matching(question).forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    private List<Record> matching(Record question) {
        var found = new ArrayList<Record>();
        for (var record : records) {
            boolean same = record.getName().equals(question.getName());
            boolean wanted =
                    record.getType() == question.getType()
                            || record.getType() == org.xbill.DNS.Type.CNAME;
            if (same && wanted && code == Rcode.NOERROR) {
                found.add(record);
            }
        }
        return found;
    }

    @Override
    public void close() {
        socket.close();
    }
}
