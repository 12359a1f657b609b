package org.provenote.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelJavaCheckTest {
    @TempDir
    Path folder;

    @Test
    void theFirstOfThePathIsNamedWithItsVersion() {
        Path own = Path.of(System.getProperty("java.home"), "bin");
        Finding found = new KernelJavaCheck(List.of(folder, own), Optional.empty()).look();
        assertThat(found.good()).isTrue();
        assertThat(found.text())
                .contains(own.toString())
                .contains("version " + Runtime.version().feature());
    }

    @Test
    void whereThereIsNoneThePathIsToBlame() {
        Finding found = new KernelJavaCheck(List.of(folder), Optional.empty()).look();
        assertThat(found.good()).isFalse();
        assertThat(found.text()).contains("PATH").contains("17");
    }

    @Test
    void oneThatIsTooOldIsNamed() throws IOException {
        Finding found = withJava("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
        assertThat(found.good()).isFalse();
        assertThat(found.text()).contains(folder.toString()).contains("version 8");
    }

    @Test
    void oneThatDoesNotRunIsNamedWithItsWords() throws IOException {
        Finding found = withJava("#!/bin/sh\necho 'Unrecognized VM option UseFun' >&2\nexit 1\n");
        assertThat(found.good()).isFalse();
        assertThat(found.text()).contains(folder.toString()).contains("UseFun");
    }

    @Test
    void oneThatDoesNotRunWithTheOptionsOfKernelsIsNamedWithoutThem() {
        Path own = Path.of(System.getProperty("java.home"), "bin");
        Optional<String> options = Optional.of("-Da=b\n-Dhttps.proxyPassword=k3y\n-XX:+NoSuchOption");
        Finding found = new KernelJavaCheck(List.of(own), options).look();
        assertThat(found.good()).isFalse();
        assertThat(found.text())
                .contains(own.toString(), "JDK_JAVA_OPTIONS: Unrecognized VM option 'NoSuchOption'")
                .doesNotContain("k3y");
    }

    @Test
    void oneOfAnotherMachineIsNamed() throws IOException {
        Finding found = withJava("\u007fELF");
        assertThat(found.good()).isFalse();
        assertThat(found.text()).contains(folder.toString());
    }

    private Finding withJava(String content) throws IOException {
        Path java = folder.resolve("java");
        Files.writeString(java, content);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new KernelJavaCheck(List.of(folder), Optional.empty()).look();
    }
}
