package org.provenote.tracking.outbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.files.LockedFiles;

/**
 * An append-only file of records, locked by the process that owns it. Once {@link #append} has returned, the record is with
 * the operating system and survives the death of this process; {@link #force} makes it survive a power cut.
 *
 * <p>Layout: 8 bytes that name the format, 8 bytes with the position up to which all is delivered, then {@link Frames}.
 *
 * <p>Read and written as a {@link RandomAccessFile}: a channel is closed under all its users, and its lock lost, when one
 * thread that uses it is interrupted, which is how a notebook stops a cell.
 */
final class Journal implements AutoCloseable {
    static final String SUFFIX = ".outbox";

    private static final long MAGIC = 0x50524F56_4F425831L;
    private static final long HEADER = 2 * Long.BYTES;
    private static final int CHUNK = 256 << 10;

    /** Bytes; others have pages of a multiple of it. */
    private static final int PAGE = 4 << 10;

    private final Path file;
    private final Path held;
    private final RandomAccessFile access;
    private final Outstanding outstanding = new Outstanding();
    private long end;
    private long delivered = HEADER;
    private volatile boolean damaged;

    /**
     * Bytes at the end of a dead process's file that are the beginning of a record. Systems write page by page, and look in between
     * whether the process has been killed: the call has not returned, so nothing is lost with them.
     */
    private int unfinished;

    private @Nullable FileTime lastWritten;

    private Journal(Path file, Path held, RandomAccessFile access) throws IOException {
        this.file = file;
        this.held = held;
        this.access = access;
        this.end = Math.max(HEADER, access.length());
    }

    /** Records and where the next one begins. */
    record Chunk(List<Entry> entries, long next) {}

    static Journal create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        boolean isNew = !Files.exists(file);
        try {
            return held(file, Journal::begun).orElseThrow(() -> new TakenException(file));
        } catch (TakenException another) {
            throw another;
        } catch (IOException e) {
            // Also where the file system has no locks, at each attempt.
            if (isNew) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /** A file just made is not locked yet: another process has taken it for that of a dead one. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        private TakenException(Path file) {
            super("Another process has taken " + file + " for that of a dead one");
        }
    }

    private static Journal begun(Path file, Path held, RandomAccessFile access) throws IOException {
        access.write(
                ByteBuffer.allocate((int) HEADER).putLong(MAGIC).putLong(HEADER).array());
        return new Journal(file, held, access);
    }

    /** Takes over a file whose owner is dead; empty while it lives, and if somebody else has just done so. */
    static Optional<Journal> adopt(Path file) throws IOException {
        // A link could lead to a file of another kind, into which this would write.
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? held(file, Journal::read) : Optional.empty();
    }

    /** Whether the owner of a file is dead, and nobody has taken it over. */
    static boolean isLeft(Path file) {
        try {
            Optional<Journal> journal =
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? held(file, Journal::new) : Optional.empty();
            if (journal.isPresent()) {
                journal.get().letGo();
            }
            return journal.isPresent();
        } catch (IOException e) {
            // Such as another user's.
            return false;
        }
    }

    private static Journal read(Path file, Path held, RandomAccessFile access) throws IOException {
        Journal journal = new Journal(file, held, access);
        journal.lastWritten = Files.getLastModifiedTime(file);
        journal.findOutstanding();
        journal.readHeader();
        return journal;
    }

    private interface Opening {
        Journal of(Path file, Path held, RandomAccessFile access) throws IOException;
    }

    private static Optional<Journal> held(Path file, Opening opening) throws IOException {
        Path held = file.getParent().toRealPath().resolve(file.getFileName());
        // From before it is made or taken over: to open one a second time and close it would drop its lock.
        if (!LockedFiles.addIfAbsent(held)) {
            return Optional.empty();
        }
        Optional<Journal> journal = Optional.empty();
        try {
            journal = locked(file, held, opening);
        } finally {
            if (journal.isEmpty()) {
                LockedFiles.remove(held);
            }
        }
        return journal;
    }

    private static Optional<Journal> locked(Path file, Path held, Opening opening) throws IOException {
        RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
        Optional<Journal> journal = Optional.empty();
        try {
            // Never waits, so no interrupt ends it.
            if (access.getChannel().tryLock() != null) {
                journal = Optional.of(opening.of(file, held, access));
            }
        } finally {
            if (journal.isEmpty()) {
                access.close();
            }
        }
        return journal;
    }

    /** Removes a file that was of no use. */
    synchronized void discard() throws IOException {
        Files.deleteIfExists(file);
        letGo();
    }

    /** Hands on what is not delivered and which runs are open, and removes this file. */
    synchronized void moveTo(Journal next) throws IOException {
        for (Entry entry : outstanding.records()) {
            next.append(entry);
        }
        next.markDelivered(next.end);
        for (long from = delivered; from < end; ) {
            Chunk chunk = read(from, end, 10_000);
            for (Entry entry : chunk.entries()) {
                next.append(entry);
            }
            from = chunk.next();
        }
        next.force();
        discard();
    }

    Path file() {
        return file;
    }

    /** When the dead owner wrote last, in milliseconds since the epoch; now, where the owner lives. */
    long lastWritten() {
        FileTime time = lastWritten;
        return time == null ? System.currentTimeMillis() : time.toMillis();
    }

    /** Appends a record, whole or not at all. */
    synchronized void append(Entry entry) throws IOException {
        byte[] record = Codec.bytes(entry);
        if (record.length > Frames.MAX_RECORD) {
            throw new IOException("A log call of " + record.length + " bytes is too large for an outbox");
        }
        ByteBuffer frame = Frames.frame(record);
        try {
            access.seek(end);
            access.write(frame.array(), 0, frame.limit());
            end += frame.limit();
            outstanding.follow(entry);
        } catch (IOException e) {
            // Half a record would hide those that follow.
            access.setLength(end);
            throw e;
        }
    }

    /** The runs that this process began or took up again, and has not ended. */
    synchronized List<String> openRuns() {
        return outstanding.openRuns();
    }

    /** The runs that the store has still to make. */
    synchronized List<Entry.Created> unmadeRuns() {
        return outstanding.unmade();
    }

    /** The ids that the store gave to runs that began under provisional ones. */
    synchronized Map<String, String> givenIds() {
        return outstanding.ids();
    }

    /** Keeps what the store made of a run; in memory at least, as it can be found again by asking the store. */
    synchronized void note(Entry made) {
        try {
            append(made);
        } catch (IOException e) {
            outstanding.follow(made);
        }
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
        access.seek(Long.BYTES);
        // In one write: writeLong of a JDK 17 makes eight, between which the process may be killed.
        access.write(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    void force() throws IOException {
        access.getFD().sync();
    }

    /**
     * Closes, and removes the file if all is delivered and no run is open. A damaged one is kept beside, under another name.
     */
    @Override
    public synchronized void close() throws IOException {
        if (!access.getChannel().isOpen()) {
            return;
        }
        try {
            boolean done = delivered >= end
                    && outstanding.openRuns().isEmpty()
                    && KeptArtifacts.placeFor(file).map(KeptArtifacts::clear).orElse(true);
            if (done && damaged) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
            } else if (done) {
                Files.deleteIfExists(file);
            } else if (lastWritten != null) {
                Files.setLastModifiedTime(file, lastWritten);
            }
        } finally {
            letGo();
        }
    }

    /** After the file has its last name or none: without the lock, it is anybody's. */
    private void letGo() throws IOException {
        access.close();
        LockedFiles.remove(held);
    }

    private Chunk read(long start, long to, int limit) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long from = start;
        int size = CHUNK;
        while (from < to && entries.isEmpty()) {
            long asked = Math.min(to - from, size);
            ByteBuffer buffer = bytes(from, asked);
            if (!buffer.hasRemaining()) {
                // Somebody has cut the file off.
                damaged = true;
                return new Chunk(entries, to);
            }
            boolean isLast = buffer.limit() == to - from || buffer.limit() < asked;
            from += parse(buffer, limit, entries, isLast);
            size = Math.min(size * 8, Frames.LONGEST);
        }
        return new Chunk(entries, from);
    }

    private synchronized ByteBuffer bytes(long from, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        access.seek(from);
        int read = access.read(buffer.array());
        while (read > 0) {
            buffer.position(buffer.position() + read);
            // One read may bring less than was asked for.
            read = access.read(buffer.array(), buffer.position(), buffer.remaining());
        }
        return buffer.flip();
    }

    /** Parses what is whole and returns how far it came. What is broken is passed over. */
    private int parse(ByteBuffer buffer, int limit, List<Entry> entries, boolean isLast) {
        while (buffer.hasRemaining() && entries.size() < limit) {
            Optional<byte[]> record = Frames.next(buffer);
            if (record.isPresent()) {
                decoded(record.get()).ifPresent(entries::add);
            } else if (!isLast && Frames.isBeginning(buffer)) {
                break;
            } else if (isLast && isUnfinished(buffer)) {
                unfinished = buffer.remaining();
                buffer.position(buffer.limit());
            } else {
                damaged = true;
                buffer.position(buffer.position() + 1);
            }
        }
        return buffer.position();
    }

    private boolean isUnfinished(ByteBuffer rest) {
        // One whose length is damaged has others behind it.
        return end % PAGE == 0 && Frames.isBeginning(rest) && !Frames.anyBehind(rest);
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
        if (position >= HEADER && isBetweenRecords(position)) {
            delivered = position;
        } else {
            // All of it is delivered again, which does no harm. In an empty one there is nothing to keep.
            damaged = header.limit() > 0;
        }
    }

    /** A position that was written in part, as by a process that was killed, would leave out records. */
    private boolean isBetweenRecords(long position) throws IOException {
        return position == end || (position < end && isWhole(position));
    }

    private boolean isWhole(long position) throws IOException {
        return Frames.next(bytes(position, Math.min(end - position, Frames.LONGEST)))
                .isPresent();
    }

    private void findOutstanding() throws IOException {
        long from = HEADER;
        while (from < end) {
            Chunk chunk = read(from, end, 10_000);
            chunk.entries().forEach(outstanding::follow);
            from = chunk.next();
        }
        if (unfinished > 0) {
            end -= unfinished;
            access.setLength(end);
            Files.setLastModifiedTime(file, Objects.requireNonNull(lastWritten));
        }
    }
}
