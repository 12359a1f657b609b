package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.sqlite.SqliteStore;
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
    void aStoreThatCannotBeMadeIsNamedWithThePlaceThatStandsInTheWay() throws IOException {
        Path file = Files.writeString(root.resolve("notes.txt"), "");

        assertThat(doctor("--backend-store-uri", "sqlite:///" + file.resolve("runs/mlflow.db")))
                .isOne();
        assertThat(said.toString()).contains("WRONG There is no mlflow.db yet").contains(file + " is no folder");
    }

    @Test
    void aStoreThatIsNotYetIsMadeWhereItsUriSays() {
        Path folder = root.resolve("100%");

        assertThat(doctor("--backend-store-uri", "sqlite:///" + folder.resolve("runs.db")))
                .isZero();
        assertThat(said.toString()).contains("There is no runs.db yet; the first run makes it in " + folder);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aStoreOfANewerMlflowIsNamedSinceNothingCanBeWrittenToIt() throws SQLException {
        String uri = "sqlite:///" + root.resolve("mlflow.db");
        SqliteStore.open(uri, root.toString()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("mlflow.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'x'");
            statement.execute("ALTER TABLE params RENAME COLUMN value TO contents");
        }

        assertThat(doctor("--backend-store-uri", uri)).isOne();
        assertThat(said.toString()).contains("WRONG").contains("can be read").contains("nothing can be written");
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
