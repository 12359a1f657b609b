package org.provenote.provenance.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository is written to by whom Git itself would let. */
class OwnershipTest {
    @TempDir
    Path top;

    private GitFolder git;
    private long owner;

    @BeforeEach
    void prepare() throws IOException {
        git = new GitFolder(top, Files.createDirectory(top.resolve(".git")));
        owner = ((Integer) Files.getAttribute(top, "unix:uid")).longValue();
    }

    @Test
    void onesOwnRepositoryMayBeWrittenTo() throws IOException {
        assertThat(git.isOurs()).isTrue();
    }

    @Test
    void thatOfAnotherMayNot() throws IOException {
        assertThat(new Ownership(owner + 1, List.of()).mayWrite(git)).isFalse();
        assertThat(new Ownership(owner + 1, List.of("/somewhere/else")).mayWrite(git))
                .isFalse();
    }

    @Test
    void unlessTheUsersSettingsCallItSafe() throws IOException {
        for (String named : List.of("*", top.toString(), top.getParent() + "/*")) {
            assertThat(new Ownership(owner + 1, List.of(named)).mayWrite(git))
                    .as(named)
                    .isTrue();
        }
        assertThat(new Ownership(owner + 1, List.of("*", "")).mayWrite(git))
                .as("taken back")
                .isFalse();
    }
}
