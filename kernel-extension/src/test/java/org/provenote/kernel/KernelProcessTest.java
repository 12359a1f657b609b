package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelProcessTest {
    @Test
    void aJupyterWithOneDigitIsWatchedToo() {
        assumeTrue(ProcessHandle.of(1).isPresent());

        assertThat(KernelProcess.parent("1")).map(ProcessHandle::pid).contains(1L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "none", "-1", "9999999999999999999", "999999999999999999"})
    void whatNamesNoProcessIsNotWatched(String told) {
        assertThat(KernelProcess.parent(told)).isEmpty();
    }
}
