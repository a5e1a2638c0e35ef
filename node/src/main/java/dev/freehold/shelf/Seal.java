package dev.freehold.shelf;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Closes private keys, so that the folder alone tells nobody: AES-256-GCM, each bound to the place that it is
/// for. The sealed form is nonce and ciphertext, in base64. Safe for concurrent use.
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /// @param secret of any length
    Seal(Secret secret) {
        this.key = new SecretKeySpec(drawn(secret), "AES");
    }

    String close(Secret value, String place) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(bytes(value.reveal()));
            var sealed = ByteBuffer.allocate(NONCE + ciphertext.length).put(nonce).put(ciphertext);
            return Base64.getEncoder().encodeToString(sealed.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /// @throws FreeholdException INTERNAL where it was closed with another secret, or for another place
    Secret open(String sealed, String place) {
        var parts = Base64.getDecoder().decode(sealed);
        try {
            var nonce = Arrays.copyOf(parts, NONCE);
            var plain =
                    cipher(Cipher.DECRYPT_MODE, nonce, place)
                            .doFinal(parts, NONCE, parts.length - NONCE);
            return new Secret(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "the private key of \"" + place + "\" can't be opened",
                    "put back the key file that belongs to this folder",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(place));
        return cipher;
    }

    private static byte[] drawn(Secret secret) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(bytes(secret.reveal()), MAC));
            return mac.doFinal(bytes("private keys on the shelf"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
