package org.provenote.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.provenance.worktree.ToolFiles;
import org.provenote.tracking.files.TrackerFiles;

/** What is not logged with a folder, since trackers keep it, is no part of a notebook's version either. */
class TrackerFilesTest {
    @ParameterizedTest
    @CsvSource({
        "mlflow.db, true",
        "mlflow.db-wal, true",
        "mlflow.db.corrupt-20260101, true",
        "mlruns, true",
        "mlartifacts, true",
        ".provenote, true",
        "runs/0123456789abcdef0123456789abcdef/artifacts, true",
        "models/m-0123456789abcdef0123456789abcdef/artifacts, true",
        "traces/tr-0123456789abcdef0123456789abcdef/artifacts, true",
        "runs/0123456789abcdef0123456789abcdef, false",
        "runs/latest/artifacts, false",
        "artifacts, false",
        "mlflow.dbx, false",
        "mlruns.txt, false",
        "data.csv, false",
    })
    void bothKnowTheSame(String name, boolean isOne) {
        assertThat(TrackerFiles.include(Path.of(name))).isEqualTo(isOne);
        assertThat(ToolFiles.include(Path.of(name))).isEqualTo(isOne);
    }
}
