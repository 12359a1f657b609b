package org.provenote.provenance.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's settings include on a condition counts where plain Git says that it does. */
class FurtherSettingsTest {
    @TempDir
    Path temp;

    private Repository repository;

    @BeforeEach
    void prepare() throws IOException {
        repository = new FileRepositoryBuilder()
                .setFS(JGit.fileSystem())
                .setGitDir(temp.resolve("team/some/.git").toFile())
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
        "gitdir:HERE/team/, true",
        "gitdir:HERE/team, false",
        "gitdir:HERE/team/some/.git, true",
        "gitdir:HERE/other/, false",
        "gitdir:team/, true",
        "gitdir:TEAM/, false",
        "gitdir/i:TEAM/, true",
        "gitdir:./team/**, true",
        "gitdir:HERE/t*/s?me/.git, true",
        "gitdir:HERE/*/.git, false",
        "gitdir:~/team/, false",
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

        assertThat(git(settings, "core.ignoreCase")).isEqualTo(holds ? "true" : "");
        addFrom(settings);

        assertThat(repository.getConfig().getBoolean("core", "ignorecase", false))
                .isEqualTo(holds);
    }

    /** Of settings in which {@code IF} is a condition that holds and {@code a} and {@code b} files that set the name to theirs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "IF\npath = a\nIF\npath = b\n",
                "IF\npath = a\npath = b\n",
                "IF\npath = b\n[core]\neol = c\n",
                "[core]\neol = c\nIF\npath = b\n",
                "  [core]\neol = c\n  IF ; why\n path = b ; why\n path = \"a\"\n[core]\neol = d\n[Include]\npath = b\n",
                "IF\npath = a\n[include]\npath = b\n",
                "[include]\npath = b\nIF\npath = a\n",
                "IF\npath = below/also\n",
                "[include]\npath = below/also\nIF\npath = a\n",
                "IF\npath = missing\n[core]\neol = c\n",
                "[includeIf \"gitdir:/no/where/\"]\npath = a\n[core]\neol = c\n"
            })
    void ofSeveralValuesTheOneThatGitTakesCounts(String written) throws Exception {
        String holds = "[includeIf \"gitdir:" + temp + "/team/\"]";
        Files.createDirectories(temp.resolve("below"));
        Files.writeString(temp.resolve("a"), "[core]\n\teol = a\n[one \"Two\"]\n\tthree\n");
        Files.writeString(temp.resolve("b"), "[core]\n\teol = b\n");
        Files.writeString(temp.resolve("below/b"), "[core]\n\teol = below\n");
        Files.writeString(temp.resolve("below/also"), "[core]\n\teol = also\n" + holds + "\n\tpath = b\n");
        Path settings = Files.writeString(temp.resolve("settings"), written.replace("IF", holds));

        Config user = addFrom(settings);

        assertThat(setting("eol", user)).isEqualTo(git(settings, "core.eol"));
        assertThat(repository.getConfig().getBoolean("one", "Two", "three", false))
                .isEqualTo(!git(settings, "--get-regexp", "three").isEmpty());
    }

    @Test
    void whatAFileIncludesIsWeakerThanTheFilesAboveIt() throws Exception {
        ReadOnlyConfig below = read(include("gitdir:team/", "[core]\n\teol = lf\n\tautocrlf = input\n"), null);
        Path top = Files.writeString(temp.resolve("top"), "[core]\n\teol = crlf\n");

        Config user = read(top, below);
        new FurtherSettings(repository).include(user);

        assertThat(setting("eol", user)).isEqualTo("crlf");
        assertThat(setting("autocrlf", user)).isEqualTo("input");
    }

    @Test
    void aConditionThatNoPathCanMeetDoesNotHold() throws Exception {
        assertThat(new IncludeCondition("gitdir:/home/zo\0/", Optional.empty()).holdsIn(repository))
                .isFalse();
    }

    @Test
    void theRepositorysOwnSettingsAndThoseOfItsWorkTreeAreStronger() throws Exception {
        repository.getConfig().setString("core", null, "autocrlf", "false");
        repository.getConfig().setString("core", null, "symlinks", "true");
        repository.getConfig().setBoolean("extensions", null, "worktreeConfig", true);
        repository.getConfig().save();
        Files.writeString(temp.resolve("team/some/.git/config.worktree"), "[core]\n\tsymlinks = false\n");
        Path settings = include("gitdir:team/", "[core]\n\tautocrlf = true\n\teol = lf\n");

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

    private Config addFrom(Path settings) throws Exception {
        Config user = read(settings, null);
        new FurtherSettings(repository).include(user);
        return user;
    }

    private static ReadOnlyConfig read(Path settings, @Nullable Config below) throws Exception {
        ReadOnlyConfig read = new ReadOnlyConfig(below, settings.toFile(), JGit.fileSystem());
        read.load();
        return read;
    }

    /** The repository's, or else the user's as where a repository is opened. */
    private String setting(String name, Config user) {
        return Optional.ofNullable(repository.getConfig().getString("core", null, name))
                .orElse(user.getString("core", null, name));
    }

    /** What plain Git makes of it. */
    private String git(Path settings, String... question) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "config"));
        command.addAll(List.of(question));
        ProcessBuilder git =
                new ProcessBuilder(command).directory(temp.resolve("team/some").toFile());
        git.environment().put("GIT_CONFIG_GLOBAL", settings.toString());
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        return new String(git.start().getInputStream().readAllBytes()).strip();
    }
}
