package dev.freehold.link;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What the other side of a link may call here: the methods of interfaces, each by its name. What it may
/// not is unknown. Immutable.
public final class Served {
    public static final Served NOTHING = new Served(Map.of());
    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    private final Map<String, Target> targets;

    private record Target(Method method, Object does) {}

    private Served(Map<String, Target> targets) {
        this.targets = Map.copyOf(targets);
    }

    /// That interface too, as `does` does it.
    public <T> Served and(Class<T> type, T does) {
        var more = new HashMap<>(targets);
        for (var method : type.getMethods()) {
            if (more.put(Carried.name(type, method), new Target(method, does)) != null) {
                throw new IllegalArgumentException(
                        Carried.name(type, method) + " has two methods of one name");
            }
        }
        return new Served(more);
    }

    /// Does what was asked, and answers.
    void carryOut(byte[] json, Incoming incoming) {
        try {
            var call = LinkJson.read(json, Call.class);
            var target = targets.get(call.method());
            if (target == null) {
                throw unknown(call.method());
            }
            answer(target, call, incoming);
        } catch (InterruptedException e) {
            incoming.fail(cancelled(e));
        } catch (JacksonException e) {
            incoming.fail(unreadable(e));
        } catch (RuntimeException e) {
            incoming.fail(e);
        } catch (Error e) {
            incoming.fail(new IllegalStateException(e));
            throw e;
        }
    }

    private static void answer(Target target, Call call, Incoming incoming)
            throws InterruptedException {
        var result = result(target, arguments(target.method(), call, incoming));
        if (Carried.isHeld(target.method()) && result instanceof AutoCloseable held) {
            try {
                incoming.holdFor(Carried.facts(target.method().getReturnType(), held));
            } finally {
                close(held);
            }
            incoming.answer(Map.of());
        } else {
            incoming.answer(result == null ? Map.of() : result);
        }
    }

    private static void close(AutoCloseable held) {
        try {
            held.close();
        } catch (Exception e) {
            LOG.warn("could not give back {}", held, e);
        }
    }

    private static @Nullable Object[] arguments(Method method, Call call, Incoming incoming) {
        Type[] types = method.getGenericParameterTypes();
        if (call.arguments().size() != types.length) {
            throw unknown(call.method() + " with " + call.arguments().size() + " arguments");
        }
        var arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            var callback = Carried.callback(types[i], incoming);
            arguments[i] =
                    callback.isPresent()
                            ? callback.get()
                            : LinkJson.value(call.arguments().get(i), types[i]);
        }
        return arguments;
    }

    private static @Nullable Object result(Target target, @Nullable Object[] arguments) {
        try {
            return target.method().invoke(target.does(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public interface can be called", e);
        }
    }

    private static FreeholdException unknown(String method) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "\"" + method + "\" is not known here",
                "let the control plane and its nodes have the same version");
    }

    private static FreeholdException unreadable(JacksonException e) {
        return new FreeholdException(
                ErrorCode.INVALID,
                "a call can't be read: " + e.getOriginalMessage(),
                "let the control plane and its nodes have the same version",
                e);
    }

    private static FreeholdException cancelled(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FreeholdException(ErrorCode.CANCELLED, "the caller has gone", "", e);
    }
}
