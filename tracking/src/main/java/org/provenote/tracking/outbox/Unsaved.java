package org.provenote.tracking.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records that no file would take, oldest first, kept in memory until the store or a file takes them. Beyond a bound they
 * are lost, and counted. Used under the lock of the delivery.
 */
final class Unsaved {
    /** Of encoded records: some 150,000 points of metrics. */
    static final long MOST_BYTES = 16L << 20;

    private final Deque<byte[]> records = new ArrayDeque<>();
    private long bytes;
    private long lost;

    void add(Entry entry) {
        byte[] record = Codec.bytes(entry);
        if (bytes + record.length > MOST_BYTES) {
            lost++;
            return;
        }
        records.addLast(record);
        bytes += record.length;
    }

    /** The oldest, at most {@code limit}. */
    List<Entry> first(int limit) {
        List<Entry> first = new ArrayList<>();
        try {
            for (byte[] record : records) {
                if (first.size() >= limit) {
                    break;
                }
                first.add(Codec.entry(record));
            }
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** They are with the store or in a file now. */
    void removeFirst(int count) {
        for (int i = 0; i < count; i++) {
            bytes -= records.removeFirst().length;
        }
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    int size() {
        return records.size();
    }

    /** How many were lost since they were last asked for by {@link #forgetLost}. */
    long lost() {
        return lost;
    }

    void forgetLost() {
        lost = 0;
    }

    String inWords(Path folder, String problem) {
        return "No outbox can be written in " + folder + " (" + problem
                + "). Log calls are kept in memory until the store takes them: " + size()
                + (lost == 0 ? "" : "; " + lost + " more did not fit and are lost");
    }
}
