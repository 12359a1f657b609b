package org.provenote.server.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.store.TrackingStores;

class RunNamedTest {
    @TempDir
    Path temp;

    private RerunTrial trial;

    @BeforeEach
    void open() throws Exception {
        trial = new RerunTrial(temp);
    }

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "it's",
                "say \"hi\"",
                "it's \"both\"",
                "C:\\",
                "it\\'s",
                "100 %_",
                " Größe ",
                "'",
                "\\\"'",
                "a\nb"
            })
    void theStoreFindsTheNewestOfANameWhateverIsInIt(String name) {
        trial.run(trial.store, name, 1, 2);
        String newest = trial.run(trial.store, name, 3, 4);
        trial.run(trial.store, "100 per", 5, 6);
        List<String> filters = new ArrayList<>();

        assertThat(RunNamed.find(name, watched(filters)).info().runId()).isEqualTo(newest);
        assertThat(filters).singleElement().asString().isNotEmpty();
    }

    @Test
    void whatIsNoNameMayBeginAnId() {
        String id = trial.run(trial.store, "run");

        assertThat(RunNamed.find(id.substring(0, 8), trial.store).info().runId())
                .isEqualTo(id);
        assertThatThrownBy(() -> RunNamed.find("no'such", trial.store)).hasMessageStartingWith("No run 'no'such'");
    }

    /** @param filters of what is searched */
    private TrackingStore watched(List<String> filters) {
        return (TrackingStore) Proxy.newProxyInstance(
                TrackingStore.class.getClassLoader(),
                new Class<?>[] {TrackingStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("everyRun")) {
                        filters.add(((RunSearch) arguments[0]).filter());
                    }
                    return method.invoke(trial.store, arguments);
                });
    }
}
