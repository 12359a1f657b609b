package org.provenote.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The JVM's own record of every process it starts. */
final class NoProcesses {
    private NoProcesses() {}

    /** Runs {@code work} and fails when this JVM started a process meanwhile. */
    static <T> T during(Callable<T> work) throws Exception {
        Path file = Files.createTempFile("processes", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            T result = work.call();
            recording.stop();
            recording.dump(file);
            assertThat(started(file)).as("processes started").isEmpty();
            return result;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    static List<String> started(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ProcessStart"))
                .map(RecordedEvent::toString)
                .toList();
    }
}
