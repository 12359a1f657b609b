package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingUris;

class SqliteUriTest {
    @Test
    void threeSlashesAreRelativeAndFourAbsolute() {
        assertThat(SqliteUri.file("sqlite:///a/mlflow.db"))
                .isEqualTo(Path.of("a/mlflow.db").toAbsolutePath());
        assertThat(SqliteUri.file("sqlite:////a/mlflow.db")).isEqualTo(Path.of("/a/mlflow.db"));
    }

    @Test
    void spacesMayBeWrittenOrEncoded() {
        assertThat(SqliteUri.file("sqlite:////a b/mlflow.db")).isEqualTo(Path.of("/a b/mlflow.db"));
        assertThat(SqliteUri.file("sqlite:////a%20b/mlflow.db")).isEqualTo(Path.of("/a b/mlflow.db"));
        assertThat(SqliteUri.file("sqlite:////100%/a+b.db")).isEqualTo(Path.of("/100%/a+b.db"));
    }

    @Test
    void whatFollowsAQuestionMarkIsNoPartOfThePath() {
        assertThat(SqliteUri.file("sqlite:////a.db?timeout=3")).isEqualTo(Path.of("/a.db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "a%20b", "what?", "#1", "ü", "a'b\"c", "a+b", ";"})
    void everyFolderComesBackFromItsUri(String name) {
        Path file = Path.of("/tmp").resolve(name).resolve("mlflow.db");
        assertThat(SqliteUri.file(TrackingUris.of(file))).isEqualTo(file);
    }

    @Test
    void aFileThatAnOlderSqlAlchemyMadeUnderTheEncodedNameIsStillFound(@TempDir Path folder) throws IOException {
        Path literal = Files.createFile(folder.resolve("a%20b.db"));
        assertThat(SqliteUri.file("sqlite:///" + literal)).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite://", "sqlite:///", "sqlite:mlflow.db", "sqlite://mlflow.db"})
    void aUriWithoutAFileIsRefusedWithAnExample(String uri) {
        assertThatThrownBy(() -> SqliteUri.file(uri))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("sqlite:////absolute/mlflow.db");
    }
}
