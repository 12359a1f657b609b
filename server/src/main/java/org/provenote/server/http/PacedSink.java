package org.provenote.server.http;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A response whose reader keeps {@link Limits#BYTES_A_SECOND}: who takes it byte by byte, each soon enough, would hold its
 * connection for ever, and its thread where it is streamed. Only the time that is spent waiting for the reader counts, and what
 * it took fast makes up for no more than {@link Limits#CREDIT}; when the time is over, the connection ends.
 */
final class PacedSink implements Content.Sink {
    /**
     * Bytes handed on at once. For as many, the JDK keeps memory outside the heap for each thread that has ever written so
     * much; and time is granted for what was handed on.
     */
    private static final int SLICE = 64 * 1024;

    private final Content.Sink sink;
    private final EndPoint connection;
    private final Scheduler scheduler;

    /** How long its reader may be waited for from now on. */
    private long nanosLeft = Limits.GRACE.toNanos();

    PacedSink(org.eclipse.jetty.server.Request asked, Content.Sink sink) {
        this.sink = sink;
        this.connection = asked.getConnectionMetaData().getConnection().getEndPoint();
        this.scheduler = asked.getComponents().getScheduler();
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        if (content == null || content.remaining() <= SLICE) {
            writeSlice(last, content, callback);
        } else {
            new Slices(last, content, callback).iterate();
        }
    }

    private void writeSlice(boolean last, @Nullable ByteBuffer content, Callback callback) {
        nanosLeft += Limits.nanosFor(content == null ? 0 : content.remaining());
        Waiting waiting = new Waiting(callback);
        sink.write(last, content, waiting);
        waiting.endIfNotDone();
    }

    /** A long content, slice by slice. */
    private final class Slices extends IteratingNestedCallback {
        private final boolean last;
        private final ByteBuffer content;

        Slices(boolean last, ByteBuffer content, Callback callback) {
            super(callback);
            this.last = last;
            this.content = content;
        }

        @Override
        protected Action process() {
            if (!content.hasRemaining()) {
                return Action.SUCCEEDED;
            }
            ByteBuffer slice = content.slice(content.position(), Math.min(SLICE, content.remaining()));
            content.position(content.position() + slice.remaining());
            writeSlice(last && !content.hasRemaining(), slice, this);
            return Action.SCHEDULED;
        }
    }

    /** For one write, which mostly is done before it returns; then nothing is scheduled. */
    private final class Waiting extends Callback.Nested {
        private final long begin = System.nanoTime();
        private boolean done;
        private Scheduler.@Nullable Task end;

        Waiting(Callback callback) {
            super(callback);
        }

        synchronized void endIfNotDone() {
            if (!done) {
                end = scheduler.schedule(connection::close, nanosLeft, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void succeeded() {
            done();
            super.succeeded();
        }

        @Override
        public void failed(Throwable x) {
            done();
            super.failed(x);
        }

        private synchronized void done() {
            done = true;
            nanosLeft = Math.min(nanosLeft - (System.nanoTime() - begin), Limits.CREDIT.toNanos());
            if (end != null) {
                end.cancel();
            }
        }
    }
}
