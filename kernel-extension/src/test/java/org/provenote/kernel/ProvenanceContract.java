package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** What a run keeps of how it came about, and what is made of it. */
interface ProvenanceContract extends KernelSteps {
    @Test
    default void a_run_keeps_every_cell_as_it_was_executed_and_what_it_was_executed_with() throws Exception {
        kernel().run("int edited = 1;").ok();
        kernel().run("int edited = 2;").ok();
        kernel().run("throw new IllegalStateException(\"mine\");").failure();
        kernel().run("new MlflowContext().startRun(\"recorded\").endRun();").ok();
        awaitDelivery();
        Path provenance = client().artifacts(onlyRun().info().runId())
                .download("provenance", Files.createDirectory(folder().resolve("downloaded")));
        assertThat(Files.readString(provenance.resolve("session.md")))
                .containsSubsequence("int edited = 1;", "int edited = 2;", "ERROR", "mine", "RUNNING", "recorded");
        assertThat(Files.readString(provenance.resolve("session.json"))).contains("\"outcome\"");
        assertThat(Files.readString(provenance.resolve("environment.json")))
                .contains(System.getProperty("java.vendor"));
        assertThat(Files.readString(provenance.resolve("pom.xml"))).contains("<project");
        assertThat(Files.readString(provenance.resolve("jbang.java")))
                .startsWith("//JAVA " + Runtime.version().feature());
    }

    @Test
    default void a_run_around_a_cell_keeps_the_jars_that_dependency_magics_added_by_then() throws Exception {
        Path early = KernelSteps.jarOf(JsonMapper.class);
        Path late = KernelSteps.jarOf(JsonParser.class);
        kernel().run("%jars " + early).ok();
        assertThat(kernel().run("%%mlflow run first\n6 * 7").ok().value()).isEqualTo("42");
        kernel().run("%jars " + late).ok();
        CellResult second = kernel().run("%%mlflow run second\n\nint x = 1;").ok();
        assertThat(second.shownSource()).isEqualTo("%%mlflow run second\n\nint x = 1;");
        awaitDelivery();
        assertThat(environmentOf("first"))
                .contains(early.getFileName().toString())
                .doesNotContain(late.getFileName().toString());
        assertThat(environmentOf("second"))
                .contains(early.getFileName().toString(), late.getFileName().toString());
    }

    @Test
    default void two_runs_are_explained_by_what_differs_least_and_brought_back_without_writing_over_anything()
            throws IOException {
        kernel().run("%mlflow start first -p rate=0.1\n%mlflow end").ok();
        kernel().run("%mlflow start second -p rate=0.2\n%mlflow end").ok();
        CellResult diff = kernel().run("%mlflow diff first second").ok();
        assertThat(String.valueOf(diff.displays().get(0).get("text/plain")))
                .startsWith("first → second")
                .containsSubsequence("Params (1)", "rate: 0.1 → 0.2", "Cells as executed");
        kernel().run("%mlflow restore first --to \"a copy.ipynb\"").ok();
        assertThat(folder().resolve("a copy.ipynb")).hasSameTextualContentAs(folder().resolve(NOTEBOOK + ".ipynb"));
        Files.writeString(folder().resolve("a copy.ipynb"), "mine");
        assertThat(kernel().run("%mlflow restore first --to \"a copy.ipynb\"")
                        .failure()
                        .message())
                .contains("nothing was written");
        assertThat(folder().resolve("a copy.ipynb")).hasContent("mine");
        assertThat(kernel().run("%mlflow restore first --to old/copy.ipynb")
                        .failure()
                        .message())
                .endsWith("old/copy.ipynb: no such file or folder");
        assertThat(kernel().run("%mlflow restore first --all --replace --to \"a copy.ipynb\"")
                        .failure()
                        .message())
                .contains("a copy.ipynb is a file", "nothing was written")
                .doesNotContain("--replace");
        assertThat(folder().resolve("a copy.ipynb")).hasContent("mine");
    }
}
