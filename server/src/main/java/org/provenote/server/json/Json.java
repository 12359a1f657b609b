package org.provenote.server.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The server's JSON: snake case, what is absent left out. */
public final class Json {
    /** Deeper than any request of MLflow's clients; what they send is at most five deep. */
    private static final int DEPTH = 64;

    /** A log-batch at all of MLflow's limits has some 20,000; each takes some 50 bytes of the heap. */
    private static final long TOKENS = 250_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxTokenCount(TOKENS)
                            .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(i -> Value.construct(Include.NON_ABSENT, Include.NON_ABSENT))
            .withConfigOverride(List.class, o -> o.setInclude(Value.construct(Include.NON_EMPTY, Include.ALWAYS)))
            .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new RealNumber())
                    .addSerializer(Double.class, new RealNumber())
                    .addSerializer(LifecycleStage.class, ToStringSerializer.instance))
            .addModule(Writers.module())
            .addMixIn(Experiment.class, WithoutUnknownTimes.class)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** Experiments that MLflow before 1.29 made have no times. */
    private abstract static class WithoutUnknownTimes {
        @JsonInclude(Include.NON_DEFAULT)
        long creationTime;

        @JsonInclude(Include.NON_DEFAULT)
        long lastUpdateTime;
    }

    private Json() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** For what is too long to be one value. */
    public static JsonGenerator generator(OutputStream out) {
        return MAPPER.createGenerator(out);
    }

    /** For what is read without first making maps of it; within the same bounds as by {@link #read}. */
    public static JsonParser parser(byte[] text) {
        return MAPPER.createParser(text);
    }

    /**
     * Maps, lists, strings, numbers and booleans, or {@code null}.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON, or deeper than any client's
     */
    public static @Nullable Object read(byte[] text) {
        return MAPPER.readValue(text, Object.class);
    }
}
