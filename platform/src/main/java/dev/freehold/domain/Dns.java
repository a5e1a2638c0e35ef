package dev.freehold.domain;

import java.util.List;

/// Asks the domain name system. Safe for concurrent use.
public interface Dns {
    /// What is set at a name, at the end of its chain of CNAMEs.
    Answer ask(String name, RecordType type);

    /// Kinds of records that matter here.
    enum RecordType {
        A,
        AAAA,
        CNAME,
        TXT
    }

    sealed interface Answer {
        /// The values, as they are written in a zone; a text without its quotes.
        record Found(List<String> values) implements Answer {
            public Found {
                values = List.copyOf(values);
            }
        }

        /// There is no such record.
        record Nothing() implements Answer {}

        /// Nobody could say.
        record Failed(String reason) implements Answer {}
    }
}
