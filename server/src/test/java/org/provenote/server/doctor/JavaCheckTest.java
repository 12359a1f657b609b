package org.provenote.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCheckTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    private final String before = System.getProperty(TEMPORARY);

    @AfterEach
    void restore() {
        System.setProperty(TEMPORARY, before);
    }

    @Test
    void aTemporaryFolderThatCannotBeWrittenIsToldWithWhatNeedsIt(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        System.setProperty(TEMPORARY, missing.toString());

        assertThat(new JavaCheck().look().good()).isFalse();
        assertThat(new JavaCheck().look().toString())
                .contains(missing + ", where runs' records and logged texts stand", "-Djava.io.tmpdir=FOLDER")
                .doesNotContain("SQLite", "TMPDIR");
    }
}
