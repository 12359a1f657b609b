package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;

class PagesTest {
    private final AtomicInteger asked = new AtomicInteger();

    /** Three pages of two. */
    private Page<Integer> page(String token) {
        asked.incrementAndGet();
        int first = token == null ? 0 : Integer.parseInt(token);
        return new Page<>(List.of(first, first + 1), first == 4 ? null : String.valueOf(first + 2));
    }

    @Test
    void allPagesAreReadInTheirOrderFromWhereverOneBegins() {
        assertThat(Pages.of(this::page).list()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Pages.of(this::page).from("2")).containsExactly(2, 3, 4, 5);
    }

    @Test
    void noPageIsAskedForBeforeItIsNeeded() {
        assertThat(Pages.of(this::page).stream().limit(2)).containsExactly(0, 1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aListThatBringsEverMoreIsGivenUp() {
        AtomicInteger read = new AtomicInteger();
        Pages<Integer> endless =
                Pages.of(token -> new Page<>(List.of(asked.incrementAndGet()), String.valueOf(asked.get())));

        assertThatThrownBy(() -> endless.stream().forEach(one -> read.incrementAndGet()))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("10000 pages");
        assertThat(read).hasValue(10_000);
    }

    @Test
    void aListThatTakesTooLongIsGivenUpHoweverFewItsPages() {
        Pages<Integer> slow = new Pages<>(
                token -> {
                    sleep();
                    return page(token);
                },
                Duration.ofMillis(20));

        assertThatThrownBy(slow::list)
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("was not complete after");
    }

    private static void sleep() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
