package org.provenote.tracking.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An append-only file of records, locked by the process that owns it. Once {@link #append} has returned, the record is with
 * the operating system and survives the death of this process; {@link #force} makes it survive a power cut.
 *
 * <p>Layout: 8 bytes that name the format, 8 bytes with the position up to which all is delivered, then {@link Frames}.
 */
final class Journal implements AutoCloseable {
    static final String SUFFIX = ".outbox";

    private static final long MAGIC = 0x50524F56_4F425831L;
    private static final long HEADER = 2 * Long.BYTES;
    private static final int CHUNK = 256 << 10;

    /** Files of this process: to open one a second time and close it would drop its lock, as POSIX has it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Set<String> openRuns = new LinkedHashSet<>();
    private long end;
    private long delivered = HEADER;
    private volatile boolean damaged;

    private Journal(Path file, FileChannel channel, FileLock lock) throws IOException {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.end = Math.max(HEADER, channel.size());
        HELD.add(file);
    }

    /** Records and where the next one begins. */
    record Chunk(List<Entry> entries, long next) {}

    static Journal create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.lock();
            ByteBuffer header = ByteBuffer.allocate((int) HEADER)
                    .putLong(MAGIC)
                    .putLong(HEADER)
                    .flip();
            while (header.hasRemaining()) {
                channel.write(header, header.position());
            }
            return new Journal(file, channel, lock);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Removes a file that was of no use. */
    synchronized void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
        HELD.remove(file);
    }

    /** Hands on what is not delivered and which runs are open, and closes. This file itself is gone already. */
    synchronized void moveTo(Journal next) throws IOException {
        for (String run : openRuns) {
            next.append(new Entry.Opened(run));
        }
        while (pending() > 0) {
            Chunk chunk = next(10_000);
            for (Entry entry : chunk.entries()) {
                next.append(entry);
            }
            delivered = chunk.next();
        }
        channel.close();
        HELD.remove(file);
    }

    /** Takes over a file whose owner is dead; empty while it lives. */
    static Optional<Journal> adopt(Path file) throws IOException {
        if (HELD.contains(file)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        Journal journal = new Journal(file, channel, lock);
        journal.readHeader();
        journal.findOpenRuns();
        return Optional.of(journal);
    }

    Path file() {
        return file;
    }

    /** Appends a record, whole or not at all. */
    synchronized void append(Entry entry) throws IOException {
        ByteBuffer frame = Frames.frame(Codec.bytes(entry));
        long position = end;
        try {
            while (frame.hasRemaining()) {
                position += channel.write(frame, position);
            }
            end = position;
            follow(entry);
        } catch (IOException e) {
            // Half a record would hide those that follow.
            channel.truncate(end);
            throw e;
        }
    }

    /** The runs of notebooks that were begun and not ended. */
    synchronized List<String> openRuns() {
        return List.copyOf(openRuns);
    }

    /** Bytes that are not delivered yet. */
    synchronized long pending() {
        return end - delivered;
    }

    synchronized long size() {
        return end;
    }

    /** The next records that are not delivered, about {@code limit} at most; none when all are. */
    Chunk next(int limit) throws IOException {
        long from;
        long to;
        synchronized (this) {
            from = delivered;
            to = end;
        }
        return read(from, to, limit);
    }

    /** Notes that everything before {@code position} is delivered. */
    synchronized void markDelivered(long position) throws IOException {
        delivered = position;
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(position).flip(), Long.BYTES);
    }

    /** Empties the file when all of it is delivered, so that it does not grow for ever. */
    synchronized void shorten() throws IOException {
        if (delivered < end || damaged) {
            return;
        }
        markDelivered(HEADER);
        channel.truncate(HEADER);
        end = HEADER;
        for (String run : List.copyOf(openRuns)) {
            append(new Entry.Opened(run));
        }
        markDelivered(end);
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Closes, and removes the file if all is delivered. A damaged one is kept beside, under another name. */
    @Override
    public synchronized void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        if (delivered >= end && damaged) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
        } else if (delivered >= end) {
            Files.deleteIfExists(file);
        }
        lock.release();
        channel.close();
        HELD.remove(file);
    }

    private Chunk read(long start, long to, int limit) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long from = start;
        int size = CHUNK;
        while (from < to && entries.isEmpty()) {
            ByteBuffer buffer = bytes(from, Math.min(to - from, size));
            boolean nothingMoreToCome = buffer.limit() == to - from || size >= Frames.MAX_RECORD;
            from += parse(buffer, limit, entries, nothingMoreToCome);
            size = Math.min(size * 8, Frames.MAX_RECORD);
        }
        return new Chunk(entries, from);
    }

    private ByteBuffer bytes(long from, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // One read may bring less than was asked for.
        }
        return buffer.flip();
    }

    /** Parses what is whole and returns how far it came. What is broken is passed over once no more bytes can complete it. */
    private int parse(ByteBuffer buffer, int limit, List<Entry> entries, boolean nothingMoreToCome) {
        while (buffer.hasRemaining() && entries.size() < limit) {
            Optional<byte[]> record = Frames.next(buffer);
            if (record.isPresent()) {
                decoded(record.get()).ifPresent(entries::add);
            } else if (nothingMoreToCome) {
                damaged = true;
                buffer.position(buffer.position() + 1);
            } else {
                break;
            }
        }
        return buffer.position();
    }

    private Optional<Entry> decoded(byte[] record) {
        try {
            return Optional.of(Codec.entry(record));
        } catch (IOException | IllegalArgumentException unknownKind) {
            damaged = true;
            return Optional.empty();
        }
    }

    private void readHeader() throws IOException {
        ByteBuffer header = bytes(0, HEADER);
        boolean whole = header.remaining() == HEADER && header.getLong() == MAGIC;
        long position = whole ? header.getLong() : 0;
        if (position >= HEADER && position <= end) {
            delivered = position;
        } else {
            // All of it is delivered again, which does no harm.
            damaged = true;
        }
    }

    private void findOpenRuns() throws IOException {
        long from = HEADER;
        while (from < end) {
            Chunk chunk = read(from, end, 10_000);
            chunk.entries().forEach(this::follow);
            from = chunk.next();
        }
    }

    private void follow(Entry entry) {
        if (entry instanceof Entry.Opened) {
            openRuns.add(entry.runId());
        } else if (entry instanceof Entry.Updated updated && updated.isEnd()) {
            openRuns.remove(entry.runId());
        }
    }
}
