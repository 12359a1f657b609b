package org.provenote.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of a run is that of its moment, although it is not read for each. */
class SavedNotebookTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private final SavedNotebook saved = new SavedNotebook();

    @Test
    void anUnchangedFileIsReadOnce() throws IOException {
        Path file = write("{\"cells\": []}", LONG_AGO);

        byte[] first = saved.content(file).orElseThrow();

        assertThat(saved.content(file).orElseThrow()).isSameAs(first);
    }

    @Test
    void anotherContentIsSeenAlsoWhereSizeAndTimeAreTheSameAsBefore() throws IOException {
        FileTime now = FileTime.from(Instant.now());
        Path file = write("{\"a\": 1}", now);
        assertThat(saved.content(file).orElseThrow()).asString().contains("1");

        write("{\"a\": 2}", now);

        assertThat(saved.content(file).orElseThrow()).asString().contains("2");
    }

    @Test
    void aFileThatIsBeingWrittenIsWaitedFor() throws Exception {
        Path file = write("", LONG_AGO);
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            begun.countDown();
            try {
                write("{\"cells\": []}", LONG_AGO);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        begun.await();

        // The writer may be a busy machine's last.
        SavedNotebook patient = new SavedNotebook(Duration.ofSeconds(2));
        assertThat(patient.content(file).orElseThrow()).asString().isEqualTo("{\"cells\": []}");
        writer.join();
    }

    @Test
    void whatIsNoNotebookIsTakenAsItIsAndWhatIsNotThereIsNothing() throws IOException {
        assertThat(saved.content(write("{\"cells\": [", LONG_AGO)).orElseThrow())
                .isNotEmpty();
        assertThat(saved.content(folder.resolve("none.ipynb"))).isEmpty();
    }

    private Path write(String content, FileTime modified) throws IOException {
        Path file = Files.writeString(folder.resolve("notebook.ipynb"), content);
        return Files.setLastModifiedTime(file, modified);
    }
}
