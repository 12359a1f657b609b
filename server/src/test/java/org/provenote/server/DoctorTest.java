package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorTest {
    @TempDir
    Path root;

    private final StringWriter said = new StringWriter();

    @Test
    void aFreshFolderIsWellAndStaysEmpty() {
        assertThat(doctor("--root", root.toString())).isZero();
        assertThat(said.toString()).contains("ok    There is no mlflow.db yet").doesNotContain("WRONG");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aStoreThatIsNoneIsNamed() throws IOException {
        Files.writeString(root.resolve("runs.csv"), "this is no database, but long enough to be looked at".repeat(99));

        assertThat(doctor("--backend-store-uri", "sqlite:///" + root.resolve("runs.csv")))
                .isOne();
        assertThat(said.toString()).contains("WRONG The store cannot be used").contains("runs.csv");
    }

    @Test
    void aStoreThatWasDamagedIsNamedWithWhatIsKeptOfIt() throws IOException {
        Files.write(root.resolve("mlflow.db"), new byte[8_192]);

        assertThat(doctor("--backend-store-uri", "sqlite:///" + root.resolve("mlflow.db")))
                .isOne();
        assertThat(said.toString())
                .contains("WRONG The store")
                .contains("was damaged")
                .contains("mlflow.db.corrupt-");
    }

    @Test
    void anUnknownKindOfStoreIsNamed() {
        assertThat(doctor("--backend-store-uri", "mysql://x")).isOne();
        assertThat(said.toString()).contains("WRONG").contains("mysql://x");
    }

    @Test
    void noPasswordIsShown() {
        assertThat(doctor("--backend-store-uri", "postgresql://teacher:p@ss/w0rd@db.example:5432/runs?sslpassword=k3y"))
                .isOne();
        assertThat(doctor("--backend-store-uri", "http://teacher:w0rd@no host")).isOne();
        assertThat(doctor("--backend-store-uri", "http://teacher:w0rd@127.0.0.1:1"))
                .isOne();
        assertThat(said.toString()).contains("db.example:5432/runs").doesNotContain("w0rd", "p@ss", "k3y");
    }

    private int doctor(String... options) {
        return new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(said))
                .execute(options);
    }
}
