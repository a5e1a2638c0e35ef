package dev.freehold.output;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import dev.freehold.model.Digest;
import dev.freehold.model.ServiceName;
import java.util.List;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;

/// Tells Jackson the forms of our types from outside, so that the records know nothing of JSON.
final class JsonForms {
    private JsonForms() {}

    static JsonMapper mapper() {
        return addTo(JsonMapper.builder())
                .withConfigOverride(List.class, JsonForms::emptyWhereAbsent)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
        return builder.addMixIn(Digest.class, DigestForm.class)
                .addMixIn(ServiceName.class, ServiceNameForm.class)
                .addMixIn(Tree.Entry.class, EntryForm.class)
                .addMixIn(Command.class, CommandForm.class)
                .addMixIn(Schedule.Task.class, TaskForm.class);
    }

    /// What was written before there was such a list has none.
    private static void emptyWhereAbsent(MutableConfigOverride list) {
        list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
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

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Schedule.Task.Visit.class, name = "visit"),
        @JsonSubTypes.Type(value = Schedule.Task.Run.class, name = "run")
    })
    interface TaskForm {}
}
