package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.testing.ProcessLocks;

class DamagedFileTest {
    @TempDir
    Path folder;

    /** Two processes that find the damage at once must not both replace the file. */
    @Test
    void itIsLockedUntilAWholeOneIsInItsPlace() throws Exception {
        byte[] damage = new byte[8192];
        Arrays.fill(damage, (byte) 'x');
        Path file = Files.write(folder.resolve("mlflow.db"), damage);
        List<String> locks = new ArrayList<>();

        boolean replaced = new DamagedFile(file, fresh -> {
                    locks.addAll(locksOn(file));
                    return Schema.ensure(fresh, ArtifactRoot.beside(file));
                })
                .replace();

        assertThat(replaced).isTrue();
        assertThat(locks).containsExactly("WRITE 1073741824 1073742335");
    }

    private static List<String> locksOn(Path file) {
        try {
            return ProcessLocks.on(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
