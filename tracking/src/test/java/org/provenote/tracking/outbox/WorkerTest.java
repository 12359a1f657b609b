package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {
    /** Of which neither a step goes well nor what is said of it, until the last. */
    private static final class OutOfMemory implements Worker.Work {
        private final CountDownLatch steps = new CountDownLatch(3);

        @Override
        public boolean awaitWork() {
            return steps.getCount() > 0;
        }

        @Override
        public void step() {
            steps.countDown();
            throw new OutOfMemoryError("in a step");
        }

        @Override
        public void failed(Throwable e) {
            throw new OutOfMemoryError("in a notice");
        }
    }

    @Test
    void theNextStepComesAlsoWhereThereIsNoMemoryToSayThatOneFailed() throws Exception {
        OutOfMemory work = new OutOfMemory();
        Worker worker = Worker.started("provenote-worker-test", work);
        assertThat(work.steps.await(60, TimeUnit.SECONDS)).isTrue();
        try (Patience patience = new Patience(Duration.ofSeconds(60))) {
            worker.awaitEnd(patience);
        }
    }
}
