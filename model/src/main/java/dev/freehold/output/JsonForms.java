package dev.freehold.output;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.freehold.model.Digest;
import dev.freehold.model.ServiceName;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tells Jackson the forms of our types from outside, so that the records know nothing of JSON.
final class JsonForms {
    private JsonForms() {}

    static JsonMapper mapper() {
        return addTo(JsonMapper.builder())
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
        return builder.addMixIn(Digest.class, DigestForm.class)
                .addMixIn(ServiceName.class, ServiceNameForm.class)
                .addMixIn(Tree.Entry.class, EntryForm.class)
                .addMixIn(Command.class, CommandForm.class);
    }

    abstract static class DigestForm {
        @JsonCreator
        static Digest parse(String text) {
            return Digest.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }

    abstract static class ServiceNameForm {
        @JsonCreator
        ServiceNameForm(String value) {}

        @JsonValue
        abstract String value();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Tree.File.class, name = "file"),
        @JsonSubTypes.Type(value = Tree.Link.class, name = "link")
    })
    interface EntryForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Command.Arguments.class, name = "arguments"),
        @JsonSubTypes.Type(value = Command.Line.class, name = "line")
    })
    interface CommandForm {}
}
