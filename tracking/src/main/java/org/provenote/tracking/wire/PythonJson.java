package org.provenote.tracking.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as Python's {@code json} reads it, and to the letter as it writes it, for text that MLflow stores. */
public final class PythonJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS, JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .characterEscapes(new Escapes())
                    .build())
            .addModule(new SimpleModule().addSerializer(Double.class, new PythonReal.Serializer()))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new Spaced())
            .build();

    private static final JsonMapper COMPACT = MAPPER.rebuild()
            .disable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PythonJson() {}

    /**
     * Maps, lists, strings, numbers and booleans, or {@code null}.
     *
     * @throws tools.jackson.core.JacksonException for what is no JSON
     */
    public static @Nullable Object read(String text) {
        return MAPPER.readValue(text, Object.class);
    }

    /** Maps, lists, strings, numbers and booleans, or {@code null}, on one line. */
    public static String text(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** As {@link #text}, with keys in order and no blanks. */
    public static String compact(@Nullable Object value) {
        return COMPACT.writeValueAsString(value);
    }

    /** The character DEL is ASCII, but not to be seen: Python escapes it, Jackson by itself does not. */
    private static final class Escapes extends CharacterEscapes {
        private final int[] escapes = standardAsciiEscapesForJSON();

        Escapes() {
            escapes[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    private static final class Spaced extends MinimalPrettyPrinter {
        @Override
        public void writeObjectNameValueSeparator(JsonGenerator out) {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) {
            out.writeRaw(", ");
        }
    }
}
