package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commits are on the disk when their writer goes on: a disk that writes when the test says so. */
@Timeout(60)
class FlushesTest {
    private final Semaphore disk = new Semaphore(0);
    private final AtomicInteger written = new AtomicInteger();
    private final Flushes flushes = new Flushes(this::write);

    private void write() {
        disk.acquireUninterruptibly();
        written.incrementAndGet();
    }

    @Test
    void one_commit_may_be_on_its_way_and_the_one_before_it_is_there() throws Exception {
        flushes.begin();
        assertThat(written).hasValue(0);

        Thread next = whoBegins();
        next.join(200);
        assertThat(next.isAlive()).isTrue();
        disk.release();
        next.join();
        assertThat(written).hasValue(1);

        disk.release();
        flushes.await();
        assertThat(written).hasValue(2);
    }

    @Test
    void what_is_brought_now_is_there_with_all_before_it() throws Exception {
        flushes.begin();
        disk.release(2);
        flushes.now();
        assertThat(written).hasValue(2);
    }

    @Test
    void a_thread_that_is_interrupted_waits_all_the_same_and_stays_interrupted() throws Exception {
        flushes.begin();
        Thread.currentThread().interrupt();
        disk.release();
        flushes.await();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).hasValue(1);
    }

    @Test
    void a_commit_that_does_not_get_there_is_told_to_the_next_one_and_not_to_those_behind_it() throws Exception {
        AtomicInteger left = new AtomicInteger(1);
        Flushes failing = new Flushes(() -> {
            if (left.getAndDecrement() > 0) {
                throw new SQLException("disk");
            }
        });
        failing.begin();
        assertThatThrownBy(failing::begin).hasMessage("disk");
        failing.begin();
        failing.await();
        assertThat(left).hasValue(-2);
    }

    private Thread whoBegins() {
        Thread thread = new Thread(() -> {
            try {
                flushes.begin();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }
}
