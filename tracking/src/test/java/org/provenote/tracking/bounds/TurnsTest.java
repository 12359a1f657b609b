package org.provenote.tracking.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

class TurnsTest {
    @Test
    void whoWaitsInVainIsOneOfTooManyAndTheNextIsNot() {
        Turns turns = new Turns(1, Duration.ofMillis(10), "Too many at once.");
        try (Turns.Turn turn = turns.take()) {
            assertThatThrownBy(turns::take)
                    .isInstanceOfSatisfying(MlflowException.class, e -> {
                        assertThat(e.errorCode()).isEqualTo(ErrorCode.REQUEST_LIMIT_EXCEEDED);
                        assertThat(e.errorCode().httpStatus()).isEqualTo(429);
                    })
                    .hasMessage("Too many at once.");
        }
        turns.take().close();
    }
}
