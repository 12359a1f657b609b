package org.provenote.provenance.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user's settings include on a condition counts where plain Git says that it does. */
class FurtherSettingsTest {
    @TempDir
    Path temp;

    private Repository repository;

    @BeforeEach
    void prepare() throws IOException {
        repository = new FileRepositoryBuilder()
                .setFS(JGit.fileSystem())
                .setGitDir(temp.resolve("work/some/.git").toFile())
                .build();
        repository.create();
        repository.updateRef(Constants.HEAD).link("refs/heads/feature/one");
        repository.getConfig().setString("remote", "origin", "url", "https://example.org/team/some.git");
        repository.getConfig().save();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gitdir:HERE/work/, true",
        "gitdir:HERE/work, false",
        "gitdir:HERE/work/some/.git, true",
        "gitdir:HERE/other/, false",
        "gitdir:work/, true",
        "gitdir:WORK/, false",
        "gitdir/i:WORK/, true",
        "gitdir:./work/**, true",
        "gitdir:HERE/w*/s?me/.git, true",
        "gitdir:HERE/*/.git, false",
        "gitdir:~/work/, false",
        "onbranch:feature/, true",
        "onbranch:feature/one, true",
        "onbranch:feature, false",
        "onbranch:main, false",
        "hasconfig:remote.*.url:https://example.org/team/**, true",
        "hasconfig:remote.*.url:https://example.org/*, false",
        "unknown:x, false"
    })
    void anIncludedSettingCountsWhereTheConditionHolds(String written, boolean holds) throws Exception {
        String condition = written.replace("HERE", temp.toString());
        Path settings = include(condition, "[core]\n\tignoreCase = true\n");

        assertThat(git(settings)).isEqualTo(holds ? "true" : "");
        addFrom(settings);

        assertThat(repository.getConfig().getBoolean("core", "ignorecase", false))
                .isEqualTo(holds);
    }

    @Test
    void theRepositorysOwnSettingsAndThoseOfItsWorkTreeAreStronger() throws Exception {
        repository.getConfig().setString("core", null, "autocrlf", "false");
        repository.getConfig().setString("core", null, "symlinks", "true");
        repository.getConfig().setBoolean("extensions", null, "worktreeConfig", true);
        repository.getConfig().save();
        Files.writeString(temp.resolve("work/some/.git/config.worktree"), "[core]\n\tsymlinks = false\n");
        Path settings = include("gitdir:work/", "[core]\n\tautocrlf = true\n\teol = lf\n");

        addFrom(settings);
        new FurtherSettings(repository).add();

        assertThat(repository.getConfig().getString("core", null, "autocrlf")).isEqualTo("false");
        assertThat(repository.getConfig().getString("core", null, "eol")).isEqualTo("lf");
        assertThat(repository.getConfig().getString("core", null, "symlinks")).isEqualTo("false");
    }

    private Path include(String condition, String included) throws IOException {
        Files.writeString(temp.resolve("included"), included);
        return Files.writeString(temp.resolve("settings"), "[includeIf \"" + condition + "\"]\n\tpath = included\n");
    }

    private void addFrom(Path settings) throws Exception {
        ReadOnlyConfig user = new ReadOnlyConfig(null, settings.toFile(), JGit.fileSystem());
        user.load();
        new FurtherSettings(repository).include(user);
    }

    /** What plain Git makes of it. */
    private String git(Path settings) throws IOException {
        ProcessBuilder git = new ProcessBuilder("git", "config", "core.ignoreCase")
                .directory(temp.resolve("work/some").toFile());
        git.environment().put("GIT_CONFIG_GLOBAL", settings.toString());
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        return new String(git.start().getInputStream().readAllBytes()).strip();
    }
}
