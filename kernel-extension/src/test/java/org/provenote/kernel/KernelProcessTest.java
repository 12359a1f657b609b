package org.provenote.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelProcessTest {
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no process 1")
    void aJupyterWithOneDigitIsWatchedToo() {
        assertThat(KernelProcess.parent("1")).map(ProcessHandle::pid).contains(1L);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "none", "-1", "9999999999999999999", "999999999999999999"})
    void whatNamesNoProcessIsNotWatched(String told) {
        assertThat(KernelProcess.parent(told)).isEmpty();
    }
}
