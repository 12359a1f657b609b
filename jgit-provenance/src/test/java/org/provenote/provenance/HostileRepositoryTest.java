package org.provenote.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that somebody else prepared: nothing in its config may run (F11). */
class HostileRepositoryTest {
    @TempDir
    Path temp;

    private Git git;
    private Path ran;

    @BeforeEach
    void prepare() throws IOException {
        git = Git.repository(temp.resolve("repo"));
        ran = temp.resolve("ran");
        git.write(".gitattributes", "*.bin filter=evil diff=evil merge=evil\n");
        git.write("data.bin", "data");
        git.run("add", "-A");
        git.run("commit", "-qm", "data");
        configureCommands();
        makeHooks();
    }

    private void configureCommands() throws IOException {
        String command = "touch " + ran;
        for (String key : new String[] {
            "core.fsmonitor",
            "core.sshCommand",
            "core.pager",
            "core.editor",
            "core.askPass",
            "core.gitProxy",
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "diff.evil.textconv",
            "diff.evil.command",
            "diff.external",
            "merge.evil.driver",
            "gpg.program",
            "credential.helper",
            "sequence.editor",
            "uploadpack.packObjectsHook",
            "alias.status",
            "core.alternateRefsCommand"
        }) {
            git.run("config", key, key.equals("alias.status") ? "!" + command : command);
        }
        git.run("config", "filter.evil.required", "true");
        git.run("config", "commit.gpgSign", "true");
        git.run("config", "remote.origin.url", "ext::sh -c touch% " + ran);
    }

    private void makeHooks() throws IOException {
        for (String hook : new String[] {
            "pre-commit",
            "post-commit",
            "post-checkout",
            "reference-transaction",
            "pre-auto-gc",
            "post-index-change",
            "fsmonitor-watchman",
            "prepare-commit-msg",
            "commit-msg",
            "post-rewrite",
            "update"
        }) {
            Path file = git.write(".git/hooks/" + hook, "#!/bin/sh\ntouch " + ran + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void nothingRunsWhileItsStateIsReadAndAVersionIsSaved() throws Exception {
        git.write("data.bin", "DATA");
        Files.deleteIfExists(ran);
        var before = filesOf(git);

        GitState state = NoProcesses.during(() -> {
            NotebookVersions.beside(git.folder.resolve("notebook.ipynb"), temp.resolve("fallback"))
                    .save("id", "notebook.ipynb", new byte[] {1}, "m");
            return GitFindings.at(git.folder, Duration.ofSeconds(20), Set.of())
                    .state()
                    .orElseThrow();
        });

        assertThat(ran).doesNotExist();
        assertThat(state.branch()).contains("main");
        assertThat(state.dirty()).as("only the filter could tell").isEqualTo(Optional.empty());
        assertThat(filesOf(git)).isEqualTo(before);
    }

    @Test
    void anEditedFileWithoutFilterIsStillTold() throws Exception {
        git.write("data.bin", "DATA");
        git.write("src/Model.java", "class Changed {}\n");

        assertThat(GitFindings.at(git.folder, Duration.ofSeconds(20), Set.of())
                        .state()
                        .orElseThrow()
                        .dirty())
                .contains(true);
    }

    private static Map<String, String> filesOf(Git git) throws IOException {
        var files = git.files();
        files.keySet().removeIf(name -> name.contains("/objects/") || name.contains("refs/provenote"));
        return files;
    }
}
