package dev.freehold.watch;

/// What keeping the house has let go.
///
/// @param expired deployments that nobody needed any more
/// @param emptied projects whose time in the trash was over
/// @param blobs pieces of content that nothing names
/// @param bytes of those, and of build caches and logs
public record Report(int expired, int emptied, int blobs, int logs, long bytes) {
    boolean isEmpty() {
        return expired + emptied + blobs + logs == 0 && bytes == 0;
    }
}
