package dev.freehold.model;

/// Seals what must not lie about in clear. Safe for concurrent use.
public interface SecretBox {
    /// @param place what the value is for; needed again to open it
    String encrypt(Secret value, String place);

    /// @throws FreeholdException INTERNAL where it was sealed with another key, or for another place
    Secret decrypt(String ciphertext, String place);
}
