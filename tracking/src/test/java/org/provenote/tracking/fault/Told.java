package org.provenote.tracking.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the user was told by notices, until it is closed. */
public final class Told extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("provenote");

    private final List<String> notices = new CopyOnWriteArrayList<>();

    public Told() {
        LOGGER.addHandler(this);
    }

    public List<String> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void publish(LogRecord record) {
        notices.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
