package org.provenote.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void oneThatSaysMoreThanAPipeHoldsIsHeardToItsEnd() throws IOException {
        Finding found = withJava("#!/bin/sh\necho 'openjdk version \"21.0.1\"'\nyes warning | head -c 300000 >&2\n");
        assertThat(found.good()).isTrue();
    }

    @Test
    @Timeout(50)
    void oneThatLeavesSomethingBehindThatHoldsItsOutputIsNotWaitedFor() throws IOException {
        Finding found = withJava("#!/bin/sh\necho 'openjdk version \"21.0.1\"'\nsleep 60 &\n");
        assertThat(found.good()).isTrue();
    }

    @Test
    @Timeout(50)
    void oneThatWaitsForADebuggerIsNotWaitedFor() {
        Finding found = own("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        assertThat(found.good()).isFalse();
        assertThat(found.text()).contains("wait for a debugger", "suspend=n");
    }

    @Test
    void oneWithADebuggerThatItDoesNotWaitForIsWell() {
        assertThat(own("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")
                        .good())
                .isTrue();
    }

    /** As on a busy machine, where it takes its time to say its version after it has said that it listens. */
    @Test
    void oneThatIsSlowWithADebuggerThatItDoesNotWaitForIsWell() throws IOException {
        Finding found = withJava("#!/bin/sh\necho 'Listening for transport dt_socket at address: 1'\nsleep 6\n"
                + "echo 'openjdk version \"21.0.1\"'\n");
        assertThat(found.good()).as(found.text()).isTrue();
    }

    @Test
    void aDebuggersPortThatIsTakenIsToldFromAnotherMistake() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Finding found = own(
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + taken.getLocalPort());
            assertThat(found.good()).isFalse();
            assertThat(found.text()).contains("Address already in use", "a debugger's port", "without address=");
        }
    }

    private static Finding own(String options) {
        Path own = Path.of(System.getProperty("java.home"), "bin");
        return new KernelJavaCheck(List.of(own), Optional.of(options)).look();
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
