package org.provenote.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorCommandTest {
    @TempDir
    Path folder;

    private Path notebook;

    @BeforeEach
    void a_notebook_and_another() throws IOException {
        notebook = Files.writeString(folder.resolve("Äpfel & \"Birnen\" 1.ipynb"), "{}");
        Files.writeString(folder.resolve("other.ipynb"), "{}");
    }

    private Optional<Path> of(String... arguments) {
        return ExecutorCommand.notebook(List.of(arguments), folder);
    }

    @Test
    void finds_the_notebook_of_jupyter_execute() {
        String name = notebook.getFileName().toString();
        assertThat(of("/venv/bin/python", "/venv/bin/jupyter-execute", "--timeout=5", name))
                .contains(notebook);
        assertThat(of("python", "-m", "jupyter", "execute", "--inplace", name)).contains(notebook);
    }

    @Test
    void finds_the_notebook_of_nbconvert_and_not_its_output() {
        String name = notebook.getFileName().toString();
        assertThat(of(
                        "python",
                        "/bin/jupyter-nbconvert",
                        "--to",
                        "notebook",
                        "--execute",
                        name,
                        "--output",
                        "other.ipynb"))
                .contains(notebook);
        assertThat(of("python", "/bin/jupyter-nbconvert", "--execute", "--output=other.ipynb", name))
                .contains(notebook);
    }

    @Test
    void takes_the_input_of_papermill_and_not_its_output() {
        assertThat(of("python", "/bin/papermill", notebook.getFileName().toString(), "other.ipynb", "-p", "a", "1"))
                .contains(notebook);
    }

    @Test
    void takes_a_name_without_its_ending() {
        assertThat(of("jupyter-execute", "other")).contains(folder.resolve("other.ipynb"));
    }

    @Test
    void knows_none_rather_than_guess_among_several() {
        assertThat(of("jupyter-execute", notebook.getFileName().toString(), "other.ipynb"))
                .isEmpty();
    }

    @Test
    void knows_none_for_a_program_that_is_no_executor() {
        assertThat(of("python", "script.py", "other.ipynb")).isEmpty();
        assertThat(of("jupyter-lab", "other.ipynb")).isEmpty();
        assertThat(of()).isEmpty();
    }

    @Test
    void knows_none_when_the_file_does_not_exist() {
        assertThat(of("jupyter-execute", "gone.ipynb")).isEmpty();
    }
}
