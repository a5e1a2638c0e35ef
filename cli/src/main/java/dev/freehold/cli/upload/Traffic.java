package dev.freehold.cli.upload;

/// Is told of bytes that are read or sent, from several threads, to show them.
public interface Traffic {
    /// @param what in a word: `reading`, `uploading`
    /// @param bytes how many there will be
    void begins(String what, long bytes);

    void moved(long bytes);

    void ends();

    /// For those who don't look.
    Traffic UNSEEN =
            new Traffic() {
                @Override
                public void begins(String what, long bytes) {}

                @Override
                public void moved(long bytes) {}

                @Override
                public void ends() {}
            };
}
