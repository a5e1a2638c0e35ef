package dev.freehold.cli.upload;

/// Is told of files that are read or sent, from several threads, to show them.
public interface Traffic {
    /// Which way the bytes go.
    enum Way {
        READ,
        SENT
    }

    void begins(Way way, int files, long bytes);

    void moved(long bytes);

    void ends();

    /// For those who don't look.
    Traffic UNSEEN =
            new Traffic() {
                @Override
                public void begins(Way way, int files, long bytes) {}

                @Override
                public void moved(long bytes) {}

                @Override
                public void ends() {}
            };
}
