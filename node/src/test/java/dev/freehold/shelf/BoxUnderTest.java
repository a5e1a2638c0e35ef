package dev.freehold.shelf;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Enough of a box to tell sealed from clear, and one key or place from another.
record BoxUnderTest(String key) implements SecretBox {
    @Override
    public String encrypt(Secret value, String place) {
        var text = lid(place) + value.reveal();
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret decrypt(String ciphertext, String place) {
        var text = new String(HexFormat.of().parseHex(ciphertext), StandardCharsets.UTF_8);
        if (!text.startsWith(lid(place))) {
            throw new FreeholdException(ErrorCode.INTERNAL, place + " can't be decrypted", "");
        }
        return new Secret(text.substring(lid(place).length()));
    }

    private String lid(String place) {
        return key + " " + place + "=";
    }
}
