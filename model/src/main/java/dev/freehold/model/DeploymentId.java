package dev.freehold.model;

import java.util.random.RandomGenerator;

/// The id of a deployment: 6 to 12 of `0-9a-z`, as in `shop--3f9k2c.localhost`. It is also the name
/// under which providers know it, and their idempotency key.
public record DeploymentId(String value) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 6;

    public DeploymentId {
        if (!value.matches("[0-9a-z]{6,12}")) {
            throw Invalid.because(
                    "\"" + value + "\" can't be a deployment's id", "see \"freehold ls\"");
        }
    }

    /// A new id of 30 random bits; the store refuses one that is taken, and the caller draws again.
    public static DeploymentId draw(RandomGenerator random) {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new DeploymentId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
