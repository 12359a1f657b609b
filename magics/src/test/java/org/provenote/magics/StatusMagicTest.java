package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusMagicTest extends InNotebook {
    @Test
    void it_says_where_runs_will_go_and_makes_nothing() throws Exception {
        assertThat(notebook.magic("status"))
                .contains(
                        "Tracking    sqlite:///" + folder.resolve("mlflow.db"),
                        "Experiment  none yet; the first run makes one, named after the notebook");
        assertThat(folder).isDirectoryNotContaining("glob:**mlflow.db").isDirectoryNotContaining("glob:**.provenote");

        notebook.magic("experiment beside");
        assertThat(notebook.magic("status")).contains("Experiment  beside (1)");
        assertThat(notebook.client().searchExperiments()).extracting("name").containsExactly("beside", "Default");
    }

    @Test
    void it_names_the_experiment_that_runs_went_to() {
        notebook.magic("start");
        notebook.magic("end");

        assertThat(notebook.magic("status")).contains("Experiment  notebook (1)");
    }

    @Test
    void it_makes_none_beside_those_of_other_notebooks_either() throws Exception {
        notebook.magic("start");
        notebook.magic("end");
        notebook.close();
        notebook = new NotebookUnderTest(folder, "new.ipynb");

        assertThat(notebook.magic("status")).contains("Experiment  none yet");
        assertThat(notebook.client().searchExperiments()).extracting("name").containsExactly("notebook", "Default");
    }
}
