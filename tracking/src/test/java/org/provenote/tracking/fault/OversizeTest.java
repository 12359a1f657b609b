package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** Far too much of everything is refused with a word on what was expected; as much as MLflow takes is kept whole. */
class OversizeTest {
    private static final int DEEP = 10_000;
    private static final int TEN_MILLION = 10_000_000;

    @TempDir
    Path folder;

    private MlflowClient client;
    private String run;

    @BeforeEach
    void open() {
        client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
        run = new MlflowContext(client).setExperimentId("0").startRun().getId();
        client.logParam(run, "p", "x".repeat(6_000));
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    static Stream<Named<String>> filters() {
        return Stream.of(
                Named.of("parentheses", "(".repeat(DEEP) + "metrics.m > 1" + ")".repeat(DEEP)),
                Named.of("open parentheses", "(".repeat(TEN_MILLION)),
                Named.of("NOT", "NOT ".repeat(DEEP) + "metrics.m > 1"),
                Named.of("NOT and parentheses", "NOT (".repeat(DEEP) + "metrics.m > 1" + ")".repeat(DEEP)),
                Named.of("ANDed", String.join(" AND ", Collections.nCopies(DEEP, "metrics.m > 1"))),
                Named.of("ORed", String.join(" OR ", Collections.nCopies(DEEP, "params.p = 'x'"))),
                Named.of("a list", "attributes.run_id IN (" + "'a', ".repeat(300_000) + "'b')"),
                Named.of("a name", "metrics." + "m".repeat(TEN_MILLION) + " ! 1"),
                Named.of("dots", "metrics" + ".m".repeat(DEEP) + " ! 1"),
                Named.of("digits", "metrics.m > " + "9".repeat(TEN_MILLION) + "x"),
                Named.of("no end of a string", "params.p = '" + "x".repeat(TEN_MILLION)),
                Named.of("a pattern", "params.p LIKE '" + "%a".repeat(100_000) + "'"),
                Named.of("a string for a number", "metrics.m > '" + "x".repeat(TEN_MILLION) + "'"),
                Named.of("garbage", "\u0000\ud800!".repeat(DEEP)),
                Named.of("another field", "x".repeat(TEN_MILLION) + " = 1"));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterIsRefusedWithWhatWasExpected(String filter) {
        assertIsRefused(
                () -> client.store().searchRuns(RunSearch.in(List.of("0")).filter(filter)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void soIsAFilterOfExperiments(String filter) {
        assertIsRefused(() ->
                client.store().searchExperiments(new ExperimentSearch(filter, ViewType.ALL, 10, List.of(), null)));
    }

    @Test
    void anOrderByMoreThanTheDatabaseJoinsIsRefused() {
        for (int many : new int[] {100, DEEP}) {
            List<String> orders = IntStream.range(0, many)
                    .mapToObj(i -> "metrics.m" + i + " DESC")
                    .toList();
            assertIsRefused(
                    () -> client.store().searchRuns(RunSearch.in(List.of("0")).orderBy(orders)));
        }
    }

    @Test
    void moreExperimentsThanAStatementTakesValuesAreSearchedAllTheSame() {
        List<String> all =
                IntStream.range(0, 50_000).mapToObj(Integer::toString).toList();
        assertThat(client.store().searchRuns(RunSearch.in(all)).items())
                .extracting(found -> found.info().runId())
                .containsExactly(run);
    }

    @Test
    void oversizeNamesAndKeysAreRefused() {
        String name = "n".repeat(DEEP);
        String huge = "n".repeat(TEN_MILLION);
        for (String far : List.of(name, huge, "/".repeat(TEN_MILLION), "../".repeat(TEN_MILLION), "a/".repeat(DEEP))) {
            assertIsRefused(() -> client.logMetric(run, far, 1, 1, 1));
            assertIsRefused(() -> client.logParam(run, far, "v"));
            assertIsRefused(() -> client.setTag(run, far, "v"));
            assertIsRefused(() -> client.store().setExperimentTag("0", new ExperimentTag(far, "v")));
        }
        assertIsRefused(() -> client.createExperiment(huge));
        assertIsRefused(() -> client.setExperimentTag("0", "k", huge));
        assertIsRefused(() -> client.logMetric(huge, "m", 1, 1, 1));
        assertIsRefused(() -> client.getExperiment(huge));
        assertIsRefused(() -> client.store().searchRuns(RunSearch.in(List.of(huge))));
        assertIsRefused(
                () -> client.store().searchRuns(RunSearch.in(List.of("0")).pageToken("a".repeat(TEN_MILLION))));
    }

    @Test
    void aBatchBeyondTheLimitsIsRefusedWholeAndOneAtThemIsKeptWhole() {
        List<Metric> metrics = many(1_001, i -> new Metric("m" + i, i, i, i));
        List<Param> params = many(101, i -> new Param("p" + i, "\ud83d\ude00".repeat(6_000)));
        List<RunTag> tags = many(101, i -> new RunTag("t" + i, "ü".repeat(8_000)));
        assertIsRefused(() -> client.store().logBatch(run, new Batch(metrics, List.of(), List.of())));
        assertIsRefused(() -> client.store().logBatch(run, new Batch(List.of(), params, List.of())));
        assertIsRefused(() -> client.store().logBatch(run, new Batch(List.of(), List.of(), tags)));

        client.store().logBatch(run, new Batch(metrics.subList(0, 800), params.subList(0, 100), tags.subList(0, 100)));
        assertThat(client.store().flush(Duration.ofSeconds(60))).isTrue();
        Run found = client.getRun(run);
        assertThat(found.data().metrics()).hasSize(800);
        assertThat(found.data().params()).containsAll(params.subList(0, 100));
        assertThat(found.data().tags()).containsAll(tags.subList(0, 100));
    }

    /** MLflow's own limit for a profile is 16,777,215 characters, more bytes than the outbox takes at once. */
    @Test
    void theLargestDatasetIsKeptWhole() {
        String profile = "ü".repeat(16_777_215);
        Dataset dataset = new Dataset("n".repeat(500), "d".repeat(36), "local", "s".repeat(65_535), "x", profile);
        client.logInputs(run, List.of(new DatasetInput(List.of(), dataset)));
        client.logMetric(run, "after", 1, 1, 1);
        assertThat(client.store().flush(Duration.ofSeconds(60))).isTrue();
        Run found = client.getRun(run);
        assertThat(found.data().metric("after")).contains(1.0);
        assertThat(found.inputs().datasetInputs().get(0).dataset().profile().length())
                .isEqualTo(profile.length());
        assertThat(client.store().delivery().refused()).isZero();
        assertThat(client.store().delivery().lost()).isZero();
    }

    @Test
    void oddKeysAreKeptAsTheyAreOrRefused() {
        List<String> kept = List.of("größe", "損失", "потеря", "a b", "a:b", "a/b.c", "\u0645\u0642\u064a\u0627\u0633");
        List<String> refused = List.of(
                "",
                "\ud83d\ude00",
                "a\nb",
                "a\u0000b",
                "\ud800",
                "a\\b",
                "..",
                "/a",
                "a//b",
                "a/../b",
                "a\u202eb",
                "x\u0301");
        for (String key : kept) {
            client.logMetric(run, key, 1, 1, 1);
            client.logParam(run, key, key);
        }
        for (String key : refused) {
            assertIsRefused(() -> client.logMetric(run, key, 1, 1, 1));
        }
        Run found = client.getRun(run);
        assertThat(found.data().metrics()).extracting(Metric::key).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(found.data().params())
                .filteredOn(param -> !param.key().equals("p"))
                .hasSameSizeAs(kept)
                .allMatch(param -> param.key().equals(param.value()));
    }

    private static void assertIsRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MlflowException.class, e -> {
            assertThat(e.errorCode()).isIn(ErrorCode.INVALID_PARAMETER_VALUE, ErrorCode.RESOURCE_DOES_NOT_EXIST);
            assertThat(e.getMessage()).hasSizeLessThan(2_000);
        });
    }

    private static <T> List<T> many(int count, Function<Integer, T> one) {
        return IntStream.range(0, count).boxed().map(one).collect(Collectors.toList());
    }
}
