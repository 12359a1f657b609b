package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;

class RunTableTest {
    @Test
    void runsOfSeveralUsersSayWhoseTheyAre() {
        RunTable ofSeveral = new RunTable("train", List.of(run("ada"), run("bob")));
        RunTable ofOne = new RunTable("train", List.of(run("ada"), run("ada")));

        assertThat(ofSeveral.text()).containsPattern("Run +User +Status").containsPattern("try +bob +FINISHED");
        assertThat(ofSeveral.html()).contains(">User</th>", ">bob</td>");
        assertThat(ofOne.text()).doesNotContain("User", "ada");
        assertThat(ofOne.html()).doesNotContain("User", "ada");
    }

    @Test
    void theSidebarsRowsBelowACellKnowThemToo() {
        Experiment train = new Experiment("1", "train", "/a", LifecycleStage.ACTIVE, 1, 1, List.of(), null);

        Map<String, Object> data = RunsData.of(train, List.of(run("ada")), Optional.empty());

        assertThat(data.get("runs").toString()).contains("user_id=ada");
    }

    private static Run run(String user) {
        return new Run(
                new RunInfo("f00dfeed", "try", "1", user, RunStatus.FINISHED, 1, 2L, "/a", LifecycleStage.ACTIVE),
                new RunData(List.of(), List.of(), List.of()),
                null,
                null);
    }
}
