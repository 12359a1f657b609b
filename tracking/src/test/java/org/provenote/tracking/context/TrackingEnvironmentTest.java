package org.provenote.tracking.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackingEnvironmentTest {
    @Test
    void theUserIsWhomTheHubKnowsWhereEverybodyRunsAsTheUserOfTheImage() {
        assertThat(user(Map.of("USER", "jovyan", "JUPYTERHUB_USER", "ada"))).isEqualTo("ada");
    }

    @Test
    void theUserWhoSignsInToTheServerGoesFirstAsInMlflow() {
        assertThat(user(Map.of("LOGNAME", "os", "JUPYTERHUB_USER", "ada", "MLFLOW_TRACKING_USERNAME", "countess")))
                .isEqualTo("countess");
    }

    @Test
    void elsewhereTheUserIsThatOfTheSystem() {
        assertThat(user(Map.of("USER", "second", "LOGNAME", "first", "JUPYTERHUB_USER", " ")))
                .isEqualTo("first");
        assertThat(user(Map.of())).isEqualTo(System.getProperty("user.name"));
    }

    private static String user(Map<String, String> variables) {
        return new TrackingEnvironment(variables::get).user();
    }
}
