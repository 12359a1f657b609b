package org.provenote.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    @ParameterizedTest
    @CsvSource({
        "teacher.example, Teacher.Example:5000, true",
        "teacher.example:5000, teacher.example:5000, true",
        "teacher.example:5000, teacher.example, true",
        "teacher.example, evil.teacher.example, false",
        "192.168.*, 192.168.1.5:5000, true",
        "192.168.*, 10.192.168.1, false",
        "*.example, class.example, true",
        "*.example, class.example.evil, false",
        "192.168.*, 192.168.1.evil.example, false",
        "class.*, class.evil.example, false",
        "ws-*.class.example, ws-7.class.example, true",
        "*, whatever.name:1, true",
    })
    void aNameIsAllowedAsInMlflow(String allowed, String asked, boolean answered) {
        assertThat(new Hosts(List.of(allowed)).hasHost(asked)).isEqualTo(answered);
    }

    @Test
    void aPageElsewhereIsForeignHoweverManyHostsAreAllowed() {
        Hosts hosts = new Hosts(List.of("*", "192.168.*"));
        assertThat(hosts.hasOrigin("http://evil.example", "192.168.1.5:5000")).isFalse();
        assertThat(hosts.hasOrigin("http://evil.example", "evil.example")).isFalse();
        assertThat(hosts.hasOrigin("http://192.168.1.5:5000", "192.168.1.5:5000"))
                .isTrue();
        assertThat(hosts.hasOrigin("http://localhost:8888", "192.168.1.5:5000")).isTrue();
        assertThat(hosts.hasOrigin("null", "192.168.1.5:5000")).isFalse();
    }
}
