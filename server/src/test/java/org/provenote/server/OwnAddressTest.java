package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void anAddressWithColonsIsShownInBrackets(String host) {
        assertThat(OwnAddress.shown(host, 5000)).isEqualTo("http://[::1]:5000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]"})
    void everyAddressIsShownAsOneOfThisMachine(String host) {
        assertThat(OwnAddress.shown(host, 5000)).isEqualTo("http://127.0.0.1:5000");
    }
}
