package dev.freehold.link;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.freehold.model.Challenge;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.model.Waits;
import dev.freehold.model.Warmth;
import dev.freehold.output.OutputJson;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import java.lang.reflect.Type;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/// JSON as it goes between the two planes, and as a node keeps it for itself. Secrets are in clear in it: it
/// goes over links only, or sealed.
public final class LinkJson {
    private static final List<Class<?>> NAMES =
            List.of(
                    DeploymentId.class,
                    EnvironmentName.class,
                    HostName.class,
                    NamePattern.class,
                    ProjectName.class,
                    TeamId.class);

    private static final JsonMapper JSON = mapper();

    private LinkJson() {}

    private static JsonMapper mapper() {
        var builder =
                OutputJson.withForms(JsonMapper.builder())
                        .addMixIn(Secret.class, SecretForm.class)
                        .addMixIn(Warmth.class, WarmthForm.class)
                        .addMixIn(Waits.class, WaitsForm.class)
                        .addMixIn(Challenge.class, ChallengeForm.class)
                        .addMixIn(Instance.class, InstanceForm.class)
                        .addMixIn(InstanceState.class, StateForm.class)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        NAMES.forEach(name -> builder.addMixIn(name, NameForm.class));
        return builder.build();
    }

    public static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    public static <T> T read(byte[] json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    static Object read(byte[] json, Type type) {
        return JSON.readValue(json, JSON.constructType(type));
    }

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    static Object value(JsonNode tree, Type type) {
        return JSON.treeToValue(tree, JSON.constructType(type));
    }

    abstract static class NameForm {
        @JsonCreator
        NameForm(String value) {}

        @JsonValue
        abstract String value();
    }

    abstract static class SecretForm {
        @JsonCreator
        SecretForm(String value) {}

        @JsonValue
        abstract String reveal();
    }

    abstract static class WaitsForm {
        @JsonCreator
        @SuppressWarnings("DoNotCallSuggester")
        static Waits unpacked(long[] packed) {
            throw new UnsupportedOperationException();
        }

        @JsonValue
        abstract long[] packed();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Warmth.Kept.class, name = "kept"),
        @JsonSubTypes.Type(value = Warmth.KeptUntil.class, name = "kept-until"),
        @JsonSubTypes.Type(value = Warmth.Idle.class, name = "idle")
    })
    interface WarmthForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InstanceState.Starting.class, name = "starting"),
        @JsonSubTypes.Type(value = InstanceState.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = InstanceState.Frozen.class, name = "frozen"),
        @JsonSubTypes.Type(value = InstanceState.Stopping.class, name = "stopping"),
        @JsonSubTypes.Type(value = InstanceState.Ended.class, name = "ended")
    })
    interface StateForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Challenge.Http.class, name = "http"),
        @JsonSubTypes.Type(value = Challenge.TlsAlpn.class, name = "tls-alpn")
    })
    interface ChallengeForm {}

    /// An instance is seen from afar as it was at that moment.
    @JsonSerialize(converter = SeenInstance.Look.class)
    @JsonDeserialize(as = SeenInstance.class)
    interface InstanceForm {}
}
