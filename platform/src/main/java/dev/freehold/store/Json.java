package dev.freehold.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.model.Invalid;
import dev.freehold.output.OutputJson;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the platform writes and reads it: camelCase members, ISO-8601 times, words as their text.
public final class Json {
    private static final JsonMapper JSON =
            OutputJson.withForms(JsonMapper.builder())
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// Reads what somebody sent, as it streams in.
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID, saying where it stops making sense
    public static <T> T read(InputStream json, Class<T> type) {
        try {
            return there(JSON.readValue(json, type));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw Invalid.because("the JSON is null", "see /api/v1/openapi.json");
        }
        return value;
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return there(JSON.readValue(json, type));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static RuntimeException unreadable(JacksonException e) {
        if (e.getCause() instanceof dev.freehold.model.FreeholdException ours) {
            return ours;
        }
        return Invalid.because(
                "the JSON can't be read: " + e.getOriginalMessage(),
                "see /api/v1/openapi.json for what is expected");
    }
}
