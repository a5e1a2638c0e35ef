package dev.freehold.link;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// Stands here for what the other side does: each call of its methods is a call over the link that there is
/// at that moment. Failures are thrown as they were there; a link that breaks on the way is a
/// [dev.freehold.run.ProviderException] of kind TRANSIENT that may have been applied.
public final class Remote implements InvocationHandler {
    private final Class<?> type;
    private final Supplier<Link> links;

    private Remote(Class<?> type, Supplier<Link> links) {
        this.type = type;
        this.links = links;
    }

    /// @param links gives the link of this moment, or throws UNAVAILABLE
    public static <T> T of(Class<T> type, Supplier<Link> links) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, new Remote(type, links)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        var arguments = given == null ? new Object[0] : given;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        var link = links.get();
        var name = Carried.name(type, method);
        var call = link.call(name, LinkJson.bytes(call(name, method, arguments)));
        if (Carried.isHeld(method)) {
            return held(method.getReturnType(), link, call);
        }
        try {
            var answer = call.answer(events(method, arguments, call));
            return result(method.getGenericReturnType(), answer);
        } finally {
            link.over(call);
        }
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> isSame(proxy, arguments[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "remote " + type.getSimpleName();
        };
    }

    /// Two that stand for the same are not the same: the other side may be another one meanwhile.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object one, @Nullable Object other) {
        return one == other;
    }

    private static Call call(String name, Method method, @Nullable Object[] arguments) {
        var types = method.getGenericParameterTypes();
        var trees = new ArrayList<JsonNode>();
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            boolean here = Carried.isLines(types[i]) || Carried.isWork(types[i]);
            trees.add(here || argument == null ? NullNode.instance : LinkJson.tree(argument));
        }
        return new Call(name, trees);
    }

    private static Consumer<byte[]> events(
            Method method, @Nullable Object[] arguments, Outgoing call) {
        var types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (arguments[i] instanceof dev.freehold.run.Provider.LineSink lines) {
                return event -> lines.line(LinkJson.read(event, String.class));
            }
            if (Carried.isWork(types[i]) && arguments[i] instanceof Runnable work) {
                return _ -> meanwhile(work, call);
            }
        }
        return event -> {
            throw new IllegalStateException(
                    "nobody waits for " + new String(event, StandardCharsets.UTF_8));
        };
    }

    private static void meanwhile(Runnable work, Outgoing call) {
        try {
            work.run();
        } finally {
            call.enough();
        }
    }

    private static @Nullable Object result(Type type, byte[] answer) {
        return type == void.class ? null : LinkJson.read(answer, type);
    }

    private static JsonNode facts(Link link, Outgoing call) {
        try {
            return LinkJson.read(call.held(), JsonNode.class);
        } catch (RuntimeException e) {
            link.over(call);
            throw e;
        }
    }

    /// It answers what it said of itself when it was given; closing it gives it back.
    private static Object held(Class<?> type, Link link, Outgoing call) {
        var facts = facts(link, call);
        var closed = new AtomicBoolean();
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return new Remote(type, () -> link).ofObject(proxy, method, arguments);
                    }
                    if (Carried.isFact(method)) {
                        return LinkJson.value(
                                facts.get(method.getName()), method.getGenericReturnType());
                    }
                    if (!closed.getAndSet(true)) {
                        call.enough();
                        link.over(call);
                    }
                    return null;
                };
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
