package org.provenote.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;

/** The short way to read a body gives what the long one gives, or nothing. */
class PlainBodyTest {
    private static final Message POINT =
            Message.of(Field.string("key"), Field.real("value"), Field.int64("step"), Field.string("model_id"));
    private static final Message MESSAGE = Message.of(
            Field.string("run_id").typed().required(),
            Field.messages("metrics", POINT).typed().eachWith("key", "value"),
            Field.strings("names").typed().eachText(),
            Field.int64("start_time").typed().required(),
            Field.int32("max_results").typed().atMost(100),
            Field.bool("flag").typed(),
            Field.choice("view", "ACTIVE_ONLY", "ALL").typed(),
            Field.real("share").typed(),
            Field.message("one", POINT));

    private static final List<String> NAMES = List.of(
            "run_id",
            "metrics",
            "names",
            "start_time",
            "max_results",
            "flag",
            "view",
            "share",
            "one",
            "key",
            "value",
            "step",
            "model_id");
    private static final List<String> OTHERS =
            List.of("runId", "startTime", "modelId", "run_uuid", "maxResults", "other", "");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-0",
            "7",
            "1.5",
            "-0.0",
            "1e400",
            "NaN",
            "-Infinity",
            "9223372036854775807",
            "9223372036854775808",
            "1e3",
            "\"7\"",
            "\"nan\"",
            "\"\"",
            "\"a\"",
            "\"\\u00e9\"",
            "\"\u00e9\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "[]",
            "{}",
            "[1]",
            "[null]",
            "[\"a\", \"b\"]",
            "[\"a\", 1]",
            "[[]]",
            "tru",
            "01",
            "'a'");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"run_id\":\"r\",\"start_time\":1,\"metrics\":[{\"key\":\"k\",\"value\":1.5,\"step\":3},{\"value\":2,\"key\":\"l\"}]}",
                " {\"start_time\": 1, \"run_id\": \"\\u00e9\", \"names\": [\"a\"], \"one\": {}, \"share\": 1e3,"
                        + " \"max_results\": 7, \"flag\": true, \"view\": \"ALL\"} "
            })
    void whatClientsSendIsReadTheShortWay(String json) {
        assertThat(PlainBody.read(MESSAGE, bytes(json))).isNotNull();
        assertSame(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"{}\"",
                "{\"run_id\":\"r\"",
                "{\"run_id\":\"r\",\"start_time\":1}}",
                "{\"run_id\":\"r\",\"start_time\":1} 1",
                "{\"run_id\":\"r\",\"start_time\":1,\"start_time\":2}",
                "{\"runId\":\"r\",\"start_time\":1}",
                "{\"run_id\":\"r\",\"start_time\":\"1\"}",
                "{\"run_id\":\"r\",\"start_time\":1,\"share\":\"1\"}",
                "{\"run_id\":\"r\",\"start_time\":1,\"metrics\":[null]}",
                "{\"run_id\":\"\u00e9\",\"start_time\":1}",
                "{\"run_id\":\"\\ud800\",\"start_time\":1}",
                "{\"run_id\":\"r\",\"start_time\":1,\"x\":1}",
                "{\"run_id\":\"r\",\"start_time\":1e400}",
                "{\"run_id\":\"r\",\"start_time\":1,\"share\":NaN}"
            })
    void whatNeedsACloserLookIsReadTheLongWay(String json) {
        assertThat(PlainBody.read(MESSAGE, bytes(json))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"run_id\":\"\",\"start_time\":1}",
                "{\"run_id\":\"r\"}",
                "{\"run_id\":\"r\",\"start_time\":1,\"metrics\":[{\"key\":\"k\",\"value\":1},{\"key\":\"\",\"value\":1}]}",
                "{\"run_id\":\"r\",\"start_time\":1,\"metrics\":[{\"key\":\"k\"}]}"
            })
    void whatIsMissingIsToldInTheSameWords(String json) {
        assertThat(outcome(() -> PlainBody.read(MESSAGE, bytes(json)))).startsWith("Missing value");
        assertSame(json);
    }

    @Test
    void anyBodyIsReadAlikeBothWays() {
        Random random = new Random(42);
        int plain = 0;
        for (int i = 0; i < 50_000; i++) {
            String json = body(random, random.nextInt(4) > 0);
            assertSame(json);
            plain += outcome(() -> PlainBody.read(MESSAGE, bytes(json))).equals("null") ? 0 : 1;
        }
        assertThat(plain).isBetween(5_000, 45_000);
    }

    private static void assertSame(String json) {
        assertThat(outcome(() -> MESSAGE.of(bytes(json))))
                .as(json)
                .isEqualTo(outcome(() -> MESSAGE.of(JsonBody.of(bytes(json)))));
    }

    private static String outcome(Callable<@Nullable Fields> read) {
        try {
            return shown(read.call());
        } catch (MlflowException e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Fields fields) {
            return NAMES.stream()
                    .filter(fields::has)
                    .map(name -> name + "=" + shown(fields.value(name)))
                    .toList()
                    .toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PlainBodyTest::shown).collect(Collectors.joining("; ", "<", ">"));
        }
        return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
    }

    /** An object of which most is in order, or hardly anything. */
    private static String body(Random random, boolean wellMade) {
        List<String> properties = new ArrayList<>();
        add(properties, wellMade, random, "run_id", "\"r\"");
        add(properties, wellMade, random, "start_time", String.valueOf(random.nextLong()));
        for (int i = random.nextInt(4); i > 0; i--) {
            add(
                    properties,
                    wellMade,
                    random,
                    NAMES.get(random.nextInt(9)),
                    random.nextBoolean() ? points(random, wellMade) : VALUES.get(random.nextInt(VALUES.size())));
        }
        return "{" + String.join(", ", properties) + "}" + (random.nextInt(50) == 0 ? "]" : "");
    }

    private static String points(Random random, boolean wellMade) {
        List<String> points = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> properties = new ArrayList<>();
            add(properties, wellMade, random, "key", "\"k\"");
            add(properties, wellMade, random, "value", String.valueOf(random.nextDouble()));
            if (random.nextBoolean()) {
                add(properties, wellMade, random, "step", String.valueOf(random.nextInt()));
            }
            points.add("{" + String.join(",", properties) + "}");
        }
        return "[" + String.join(", ", points) + "]";
    }

    private static void add(List<String> to, boolean wellMade, Random random, String name, String value) {
        int odds = wellMade ? 40 : 4;
        String odd = random.nextBoolean()
                ? NAMES.get(random.nextInt(NAMES.size()))
                : OTHERS.get(random.nextInt(OTHERS.size()));
        to.add("\"" + (random.nextInt(odds) == 0 ? odd : name) + "\":"
                + (random.nextInt(odds) == 0 ? VALUES.get(random.nextInt(VALUES.size())) : value));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
