package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.MlflowException;

/** An experiment that several programs look for at the same time, as those of a sweep do, and that is not there yet. */
class SoughtExperimentTest {
    @TempDir
    Path folder;

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void whoComesSecondGetsTheOneThatTheFirstMade() {
        TrackingStore store = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db"))).store();

        String found = overtaken(store).findOrCreateExperiment("sweep").experimentId();

        assertThat(store.findExperiment("sweep").orElseThrow().experimentId()).isEqualTo(found);
    }

    @Test
    void oneInTheTrashIsRefusedWithTheWayBackAndNoOtherIsMade() {
        MlflowClient client = new MlflowClient(TrackingUris.of(folder.resolve("mlflow.db")));
        String id = client.createExperiment("sweep");
        client.deleteExperiment(id);

        List<ThrowingCallable> ways = List.of(
                () -> client.store().findOrCreateExperiment("sweep"),
                () -> new MlflowContext(client).setExperimentName("sweep"));
        for (ThrowingCallable way : ways) {
            assertThatThrownBy(way)
                    .isInstanceOf(MlflowException.class)
                    .hasMessage("Experiment 'sweep' is in the trash; restore it with"
                            + " new MlflowClient().restoreExperiment(\"" + id + "\"), or choose another name")
                    .extracting(refusal -> ((MlflowException) refusal).errorCode())
                    .isEqualTo(MlflowException.ErrorCode.INVALID_PARAMETER_VALUE);
        }

        client.restoreExperiment(id);
        assertThat(client.store().findOrCreateExperiment("sweep").experimentId())
                .isEqualTo(id);
    }

    /** The store, where another program makes the experiment just after it has been looked for. */
    private static TrackingStore overtaken(TrackingStore store) {
        AtomicBoolean made = new AtomicBoolean();
        return (TrackingStore) Proxy.newProxyInstance(
                TrackingStore.class.getClassLoader(), new Class<?>[] {TrackingStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("findExperiment") && made.compareAndSet(false, true)) {
                        store.createExperiment(NewExperiment.named((String) args[0]));
                        return Optional.empty();
                    }
                    try {
                        return method.isDefault()
                                ? InvocationHandler.invokeDefault(proxy, method, args)
                                : method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
