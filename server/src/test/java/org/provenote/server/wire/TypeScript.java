package org.provenote.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.RunInfo;

/** Writes classes by their fields as TypeScript interfaces, by the rules by which the server writes them as JSON. */
final class TypeScript {
    private TypeScript() {}

    static String of(Collection<? extends Class<?>> types) {
        return """
                // Generated from the Java records by the tests of the module `server`; do not edit. To write it anew:
                // mvn -pl server -am test -Dtest=WireTypesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwire.write

                /** JSON has no NaN and no infinity, so these three come as words. */
                export type Real = number | 'NaN' | 'Infinity' | '-Infinity';
                """ + types.stream().map(TypeScript::type).collect(Collectors.joining());
    }

    private static String type(Class<?> type) {
        return type.isEnum() ? union(type) : object(type);
    }

    private static String union(Class<?> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(value -> type == LifecycleStage.class ? value.toString() : ((Enum<?>) value).name())
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(" | "));
        return "\nexport type " + simpleName(type) + " = " + names + ";\n";
    }

    private static String object(Class<?> type) {
        String fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(TypeScript::field)
                .collect(Collectors.joining());
        // Written twice, for clients of old.
        String more = type == RunInfo.class ? "  run_uuid: string;\n" : "";
        return "\nexport interface " + simpleName(type) + " {\n" + fields + more + "}\n";
    }

    private static String field(Field field) {
        boolean always = isAlways(field.getDeclaringClass()) || isAlways(field);
        boolean nullable = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
        boolean leftOut = !always && (nullable || field.getType() == List.class || field.getType() == Optional.class);
        String orNull = nullable && always ? " | null" : "";
        return "  " + snakeCase(field.getName()) + (leftOut ? "?" : "") + ": " + name(field.getGenericType()) + orNull
                + ";\n";
    }

    private static boolean isAlways(AnnotatedElement element) {
        JsonInclude include = element.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.ALWAYS;
    }

    private static String name(Type type) {
        if (type instanceof ParameterizedType of) {
            String inner = name(of.getActualTypeArguments()[0]);
            return of.getRawType() == List.class ? inner + "[]" : inner;
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> "string";
            case "long", "Long", "int", "Integer" -> "number";
            case "double", "Double" -> "Real";
            case "boolean", "Boolean" -> "boolean";
            default -> simpleName((Class<?>) type);
        };
    }

    /** {@code LineKind} for {@code Line.Kind}: what is clear within its class is not in a file of all. */
    private static String simpleName(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : outer.getSimpleName()) + type.getSimpleName();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
