package dev.freehold.output;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How outputs and trees are written down as content: JSON with sorted keys, so that the same output
/// has the same digest.
public final class OutputJson {
    private static final JsonMapper JSON = JsonForms.mapper();

    private OutputJson() {}

    /// Teaches another mapper the forms of digests, trees, commands and names of services.
    public static JsonMapper.Builder withForms(JsonMapper.Builder builder) {
        return JsonForms.addTo(builder);
    }

    public static byte[] write(Output output) {
        return JSON.writeValueAsBytes(output);
    }

    public static byte[] write(Tree tree) {
        return JSON.writeValueAsBytes(tree);
    }

    public static Output readOutput(byte[] json) {
        return read(json, Output.class);
    }

    public static Tree readTree(byte[] json) {
        return read(json, Tree.class);
    }

    private static <T> T read(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "this is no "
                            + type.getSimpleName().toLowerCase(java.util.Locale.ROOT)
                            + ": "
                            + e.getOriginalMessage(),
                    "deploy again with a client of the same version",
                    e);
        }
    }
}
