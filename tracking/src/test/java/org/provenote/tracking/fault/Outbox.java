package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The folder in which processes leave what is not delivered yet. */
final class Outbox {
    private Outbox() {}

    /** Returns once somebody has delivered all that is in {@code folder}. */
    static void awaitEmpty(Path folder) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!isEmpty(folder) && System.nanoTime() < giveUp) {
            Thread.sleep(100);
        }
        assertThat(folder).isEmptyDirectory();
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
