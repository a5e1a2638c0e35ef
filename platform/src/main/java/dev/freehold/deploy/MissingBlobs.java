package dev.freehold.deploy;

import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.List;

/// Files of a tree that the team has not sent.
public final class MissingBlobs extends FreeholdException {
    private static final long serialVersionUID = 1L;

    private final transient List<Digest> missing;

    MissingBlobs(List<Digest> missing) {
        super(
                ErrorCode.MISSING_BLOBS,
                missing.size() + " files of the tree are not here",
                "send them with PUT /api/v1/blobs/{digest}, then ask again");
        this.missing = List.copyOf(missing);
    }

    public List<Digest> missing() {
        return missing;
    }
}
