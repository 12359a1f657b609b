package org.provenote.magics;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is tested with magics, each test in a notebook of its own. */
abstract class InNotebook {
    @TempDir
    Path folder;

    NotebookUnderTest notebook;

    @BeforeEach
    void open() throws Exception {
        notebook = new NotebookUnderTest(folder);
    }

    @AfterEach
    void close() {
        notebook.close();
    }
}
