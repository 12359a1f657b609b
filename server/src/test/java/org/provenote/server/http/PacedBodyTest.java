package org.provenote.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedBodyTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void whatCameFastMakesUpForSomeOfWhatIsSlowOnly() throws Exception {
        PacedBody body = new PacedBody(new FastThenSlow(100 * Limits.BYTES_A_SECOND), SHORT, SHORT);
        assertThat(body.readNBytes(100 * Limits.BYTES_A_SECOND)).hasSize(100 * Limits.BYTES_A_SECOND);
        assertThatThrownBy(() -> body.readNBytes(1_000)).isInstanceOf(Limits.TooSlow.class);
    }

    @Test
    void aBodyMayPauseAsLongAsItsCredit() throws Exception {
        PacedBody body = new PacedBody(new FastThenSlow(100 * Limits.BYTES_A_SECOND), SHORT, Duration.ofSeconds(60));
        assertThat(body.readNBytes(100 * Limits.BYTES_A_SECOND + 10)).hasSize(100 * Limits.BYTES_A_SECOND + 10);
    }

    /** So many bytes at once, and then ten a second. */
    private static final class FastThenSlow extends InputStream {
        private final int fast;
        private int sent;

        FastThenSlow(int fast) {
            this.fast = fast;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (length > 0 && sent >= fast) {
                pause();
            }
            int bytes = Math.min(length, sent < fast ? fast - sent : 1);
            sent += bytes;
            return bytes;
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1) - 1;
        }

        private static void pause() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
