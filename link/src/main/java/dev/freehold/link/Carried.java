package dev.freehold.link;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.Provider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes over a link as something else than JSON. Work to be done while something holds (`Runnable`) is
/// done by the caller, between an event that it holds and his word that it is done; lines
/// ([Provider.LineSink]) are events; what can be closed is held until the caller has closed it.
final class Carried {
    private Carried() {}

    static String name(Class<?> type, Method method) {
        return type.getSimpleName() + "." + method.getName();
    }

    static boolean isHeld(Method method) {
        return method.getReturnType().isInterface()
                && AutoCloseable.class.isAssignableFrom(method.getReturnType());
    }

    static boolean isLines(Type type) {
        return type == Provider.LineSink.class;
    }

    static boolean isWork(Type type) {
        return type == Runnable.class;
    }

    /// What stands here for the caller's own.
    static Optional<Object> callback(Type type, Incoming incoming) {
        if (isLines(type)) {
            Provider.LineSink lines = text -> uninterrupted(() -> incoming.event(text));
            return Optional.of(lines);
        }
        if (isWork(type)) {
            Runnable work = () -> uninterrupted(() -> incoming.holdFor(""));
            return Optional.of(work);
        }
        return Optional.empty();
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "the caller has gone", "", e);
        }
    }

    /// What something held says of itself, by the names of its accessors.
    static Map<String, Object> facts(Class<?> type, Object held) {
        var facts = new LinkedHashMap<String, Object>();
        Arrays.stream(type.getMethods())
                .filter(Carried::isFact)
                .forEach(accessor -> facts.put(accessor.getName(), ask(accessor, held)));
        return facts;
    }

    static boolean isFact(Method method) {
        return method.getParameterCount() == 0 && method.getReturnType() != void.class;
    }

    private static @Nullable Object ask(Method accessor, Object held) {
        try {
            return accessor.invoke(held);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("\"" + accessor + "\" can't be asked", e);
        }
    }
}
