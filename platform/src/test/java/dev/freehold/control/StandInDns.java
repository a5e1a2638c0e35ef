package dev.freehold.control;

import dev.freehold.domain.Dns;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A domain name system in which a test sets the records.
final class StandInDns implements Dns {
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private volatile boolean failing;

    void set(RecordType type, String name, String... values) {
        records.put(type + " " + name, List.of(values));
    }

    void clear(RecordType type, String name) {
        records.remove(type + " " + name);
    }

    void fail() {
        failing = true;
    }

    @Override
    public Answer ask(String name, RecordType type) {
        if (failing) {
            return new Answer.Failed("127.0.0.53 says: SERVFAIL");
        }
        var values = records.get(type + " " + name);
        return values == null ? new Answer.Nothing() : new Answer.Found(values);
    }
}
