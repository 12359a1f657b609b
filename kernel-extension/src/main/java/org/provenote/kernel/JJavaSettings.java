package org.provenote.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * JJava's settings, read by JJava's own code so that they mean what its documentation says. It keeps that code
 * package-private ({@code org.dflib.jjava.distro.Env}), hence the reflection.
 */
final class JJavaSettings {
    private static final String ENV = "org.dflib.jjava.distro.Env";
    private static final String TIMEOUT = "org.dflib.jjava.distro.JJava$Timeout";

    private JJavaSettings() {}

    static boolean extensionsEnabled() throws ReflectiveOperationException {
        return (Boolean) call(ENV, "extensionsEnabled");
    }

    @SuppressWarnings("unchecked") // the method's declared type
    static List<String> compilerOpts() throws ReflectiveOperationException {
        return (List<String>) call(ENV, "compilerOpts");
    }

    static @Nullable String extraClasspath() throws ReflectiveOperationException {
        return (String) call(ENV, "extraClasspath");
    }

    @SuppressWarnings("unchecked") // the method's declared type
    static List<String> startupSnippets() throws ReflectiveOperationException {
        return (List<String>) call(ENV, "startupSnippets");
    }

    /** How long a cell may run; negative for ever. */
    record Timeout(long time, TimeUnit unit) {}

    static Timeout timeout() throws ReflectiveOperationException {
        Method parse = Class.forName(TIMEOUT).getDeclaredMethod("parseOrDefault", String.class);
        parse.setAccessible(true);
        Object timeout = parse.invoke(null, call(ENV, "timeout"));
        return new Timeout((Long) field(timeout, "time"), (TimeUnit) field(timeout, "timeUnit"));
    }

    private static Object field(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static @Nullable Object call(String className, String method) throws ReflectiveOperationException {
        Method declared = Class.forName(className).getDeclaredMethod(method);
        declared.setAccessible(true);
        return declared.invoke(null);
    }
}
