package dev.freehold.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.model.SecretBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts what must not lie about: AES-256-GCM, each value bound to the place that it is for, so that
/// a ciphertext moved elsewhere can't be read there. Safe for concurrent use.
public final class Vault implements SecretBox {
    private static final String MAC = "HmacSHA256";
    private final Aead aead;
    private final byte[] root;

    private Vault(Aead aead, byte[] root) {
        this.aead = aead;
        this.root = root;
    }

    /// Opens the key file, or makes it (mode 0600) where there is none.
    public static Vault open(Path keyFile) {
        try {
            AeadConfig.register();
            var keys = Files.exists(keyFile) ? read(keyFile) : make(keyFile);
            return new Vault(
                    keys.getPrimitive(RegistryConfiguration.get(), Aead.class),
                    Files.readAllBytes(keyFile));
        } catch (GeneralSecurityException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "the key in \"" + keyFile + "\" can't be read",
                    "put the right key file back: without it secrets can't be decrypted",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String encrypt(Secret value, String place) {
        try {
            var plain = value.reveal().getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(aead.encrypt(plain, bytes(place)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever it is given", e);
        }
    }

    @Override
    public Secret decrypt(String ciphertext, String place) {
        try {
            var plain = aead.decrypt(Base64.getDecoder().decode(ciphertext), bytes(place));
            return new Secret(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "the secret of \"" + place + "\" can't be decrypted with this key",
                    "put back the key file that belongs to this database",
                    e);
        }
    }

    /// Drawn from the key file, so that it need not be kept: the same for the same place.
    public Secret derived(String place) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(root, MAC));
            return new Secret(HexFormat.of().formatHex(mac.doFinal(bytes(place))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static KeysetHandle read(Path keyFile) throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(keyFile),
                RegistryConfiguration.get(),
                InsecureSecretKeyAccess.get());
    }

    private static KeysetHandle make(Path keyFile) throws IOException, GeneralSecurityException {
        var keys =
                KeysetHandle.generateNew(
                        PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        PrivateFile.write(
                keyFile,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        return keys;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
