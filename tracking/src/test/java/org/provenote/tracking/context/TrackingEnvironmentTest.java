package org.provenote.tracking.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.testing.Java;

class TrackingEnvironmentTest {
    @TempDir
    Path home;

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

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "false,false", "0,false", "yes,false", "'',false"})
    void certificatesAreNotCheckedWhereMlflowWouldNot(String value, boolean insecure) {
        assertThat(in(Map.of("MLFLOW_TRACKING_INSECURE_TLS", value)).insecureTls())
                .isEqualTo(insecure);
    }

    @Test
    void userAndPasswordAreThoseThatMlflowKeepsUnlessTheEnvironmentHasOthers() throws IOException {
        save("""
                [other]
                mlflow_tracking_username = eve
                [mlflow]
                # made by hand
                MLFLOW_TRACKING_USERNAME: ada
                mlflow_tracking_password = p=:%%1
                """);
        TrackingEnvironment environment = in(Map.of("HOME", home.toString(), "USER", "root"));
        assertThat(environment.trackingUsername()).contains("ada");
        assertThat(environment.trackingPassword()).contains("p=:%1");
        assertThat(environment.user()).as("as in MLflow").isEqualTo("ada");
        assertThat(in(Map.of("HOME", home.toString(), "MLFLOW_TRACKING_PASSWORD", "other"))
                        .trackingPassword())
                .contains("other");
    }

    @Test
    void whatIsTheUsersOwnIsBelowTheHomeOfTheEnvironmentAsInPython() {
        assertThat(in(Map.of("HOME", "/home/ada")).stateHome()).contains("/home/ada/.local/state");
        assertThat(in(Map.of("HOME", "/home/ada")).databricksConfigFile()).isEqualTo("/home/ada/.databrickscfg");
        assertThat(in(Map.of()).stateHome()).contains(System.getProperty("user.home") + "/.local/state");
    }

    /** Containers that run under any number, as OpenShift's: a folder of that name would be in the working folder. */
    @Test
    void aUserWhomTheSystemDoesNotKnowHasNoHomeCalledQuestionMark() throws Exception {
        List<String> command = Java.command("-Duser.home=?", "-Duser.name=?", "-cp");
        command.addAll(List.of(System.getProperty("java.class.path"), getClass().getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(
                        List.of("HOME", "XDG_STATE_HOME", "JUPYTERHUB_USER", "LOGNAME", "USER", "LNAME", "USERNAME"));
        Process process = builder.start();
        assertThat(process.inputReader().lines()).containsExactly("unknown", "nowhere");
    }

    /** The process of its own. */
    public static void main(String[] arguments) {
        TrackingEnvironment environment = TrackingEnvironment.ofProcess();
        System.out.println(environment.user());
        System.out.println(environment.stateHome().orElse("nowhere"));
    }

    @Test
    void withoutReadableCredentialsThereAreNone() throws IOException {
        TrackingEnvironment environment = in(Map.of("HOME", home.toString()));
        assertThat(environment.trackingUsername()).isEmpty();
        save("no section");
        assertThat(environment.trackingUsername()).isEmpty();
        Files.write(home.resolve(".mlflow/credentials"), new byte[] {'[', (byte) 0xe4, ']'});
        assertThat(environment.trackingUsername()).isEmpty();
    }

    private void save(String credentials) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve(".mlflow")).resolve("credentials"), credentials);
    }

    private static TrackingEnvironment in(Map<String, String> variables) {
        return new TrackingEnvironment(variables::get);
    }

    private static String user(Map<String, String> variables) {
        return in(variables).user();
    }
}
