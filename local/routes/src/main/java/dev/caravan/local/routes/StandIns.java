package dev.caravan.local.routes;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a route is given by its service, in place of the real thing: enough to read the route, not to run it. */
public final class StandIns {
    private StandIns() {}

    /**
     * An instance of a class by its first constructor; an interface whose methods give stand-ins.
     *
     * @throws ReflectiveOperationException when there is no way to make one
     */
    public static Object of(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return "setting";
        } else if (type == Duration.class) {
            return Duration.ZERO;
        } else if (type == int.class) {
            return 1;
        } else if (type == boolean.class) {
            return false;
        } else if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> given(method.getReturnType()));
        }
        var constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        var arguments = new Object[constructor.getParameterCount()];
        for (var i = 0; i < arguments.length; i++) {
            arguments[i] = of(constructor.getParameterTypes()[i]);
        }
        return constructor.newInstance(arguments);
    }

    private static @Nullable Object given(Class<?> type) throws ReflectiveOperationException {
        return type == void.class ? null : of(type);
    }
}
