package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

@Timeout(120)
class ReadLimitTest {
    private static final String FOR_EVER =
            "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted) SELECT max(n) FROM counted";

    @TempDir
    Path folder;

    @Test
    void aSearchThatTakesTooLongIsGivenUpAndItsConnectionGoesOn() {
        try (Database database =
                new Database(folder.resolve("t.db"), opened -> Optional.empty(), Duration.ofMillis(200))) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> database.read(session -> session.first(FOR_EVER, row -> row.getLong(1))))
                        .isInstanceOfSatisfying(MlflowException.class, e -> {
                            assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
                            assertThat(e.getMessage()).contains("given up", "Ask for less");
                        });
                assertThat(database.<Optional<Long>>read(session -> session.first("SELECT 7", row -> row.getLong(1))))
                        .contains(7L);
            }
        }
    }

    @Test
    void alsoWhereEachStepTakesLong() {
        String slow = "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted)"
                + " SELECT count(*) FROM counted WHERE ? LIKE ?";
        try (Database database =
                new Database(folder.resolve("t.db"), opened -> Optional.empty(), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> database.read(session ->
                            session.first(slow, row -> row.getLong(1), "a".repeat(8_000), "%a".repeat(900) + "%b")))
                    .isInstanceOf(MlflowException.class)
                    .hasMessageContaining("given up");
        }
    }
}
