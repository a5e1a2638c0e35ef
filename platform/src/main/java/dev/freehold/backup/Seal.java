package dev.freehold.backup;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals the key file with a passphrase: PBKDF2-HMAC-SHA512 (210,000 rounds, as OWASP advises), then
/// AES-256-GCM. The sealed form is rounds, salt, nonce, ciphertext.
final class Seal {
    private static final int ROUNDS = 210_000;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int KEY_BITS = 256;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST = 8;

    private Seal() {}

    static byte[] close(byte[] plain, Secret passphrase) {
        checkPassphrase(passphrase);
        var salt = random(SALT);
        var nonce = random(NONCE);
        try {
            var ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, key(passphrase, salt, ROUNDS), nonce)
                            .doFinal(plain);
            return ByteBuffer.allocate(Integer.BYTES + SALT + NONCE + ciphertext.length)
                    .putInt(ROUNDS)
                    .put(salt)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM and PBKDF2", e);
        }
    }

    /// @throws FreeholdException FORBIDDEN where the passphrase is another one
    static byte[] open(byte[] sealed, Secret passphrase) {
        var parts = ByteBuffer.wrap(sealed);
        int rounds = parts.getInt();
        var salt = next(parts, SALT);
        var nonce = next(parts, NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, key(passphrase, salt, rounds), nonce)
                    .doFinal(next(parts, parts.remaining()));
        } catch (GeneralSecurityException e) {
            throw new FreeholdException(
                    ErrorCode.FORBIDDEN,
                    "the passphrase does not open this backup",
                    "give the passphrase that it was made with",
                    e);
        }
    }

    private static void checkPassphrase(Secret passphrase) {
        if (passphrase.reveal().length() < SHORTEST) {
            throw Invalid.because(
                    "the passphrase is shorter than " + SHORTEST + " characters",
                    "take a longer one, and keep it somewhere else than the backup");
        }
    }

    private static SecretKeySpec key(Secret passphrase, byte[] salt, int rounds)
            throws GeneralSecurityException {
        var spec = new PBEKeySpec(passphrase.reveal().toCharArray(), salt, rounds, KEY_BITS);
        var bytes =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(spec)
                        .getEncoded();
        return new SecretKeySpec(bytes, "AES");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] next(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
