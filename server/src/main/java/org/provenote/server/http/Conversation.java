package org.provenote.server.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** From request to response: guards, then the route, then headers that every response has. */
public final class Conversation extends Handler.Abstract {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final byte[] NOTHING = {};
    private static final String NO_ROOM =
            "Too many large answers at once are on their way to readers that take long; ask again later, or for less at once.";

    private final List<Guard> guards;
    private final Router router;
    private final AccessLog log;
    private final Room answersRoom;
    private final SpareMemory spare;

    public Conversation(List<Guard> guards, Router router, AccessLog log) {
        this(guards, router, log, Limits.ANSWERS_ROOM, new SpareMemory());
    }

    /** @param answersRoom for the answers that wait in memory for their readers */
    Conversation(List<Guard> guards, Router router, AccessLog log, Room answersRoom, SpareMemory spare) {
        this.guards = List.copyOf(guards);
        this.router = router;
        this.log = log;
        this.answersRoom = answersRoom;
        this.spare = spare;
    }

    @Override
    public boolean handle(
            org.eclipse.jetty.server.Request asked, org.eclipse.jetty.server.Response answered, Callback callback)
            throws IOException {
        long start = System.nanoTime();
        Request request = new Request(asked);
        Response made = answerAndRelease(request);
        int blocks = blocksOf(made);
        boolean fits = answersRoom.take(blocks);
        Response response = fits ? made : Response.error(ErrorCode.REQUEST_LIMIT_EXCEEDED, NO_ROOM);
        Callback sent = Callback.from(
                () -> {
                    log.write(request, response.status(), System.nanoTime() - start);
                    Limits.drain(asked, callback);
                },
                callback::failed);
        if (fits && blocks > 0) {
            // Once its answer is sent, the request has no components any more.
            Scheduler scheduler = asked.getComponents().getScheduler();
            sent = Callback.from(sent, () -> {
                answersRoom.giveBack(blocks);
                spare.afterLargeAnswer(scheduler);
            });
        }
        try {
            send(request, response, answered, new PacedSink(asked, answered), sent);
        } catch (IOException | RuntimeException | Error e) {
            // Its body was being written: the connection ends, so that the client does not take a part for the whole.
            if (!isOfConnection(e)) {
                log.failure(request, e);
            }
            throw e;
        }
        return true;
    }

    /** Of an answer that stays in memory until its reader has taken it. */
    private int blocksOf(Response response) {
        int held = response.heldBytes();
        return held > Limits.FREE_ANSWER_BYTES ? answersRoom.blocksFor(held) : 0;
    }

    /** Whether nothing failed but that its reader has left, or was too slow. */
    private static boolean isOfConnection(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof EofException
                        || e instanceof ClosedChannelException
                        || e instanceof TimeoutException);
    }

    private Response answerAndRelease(Request request) {
        try {
            return answer(request);
        } finally {
            request.release();
        }
    }

    private Response answer(Request request) {
        try {
            if (request.isFramedWrongly()) {
                return Response.error(ErrorCode.BAD_REQUEST, "A request of HTTP/1.0 has no Transfer-Encoding.")
                        .header("Connection", "close");
            }
            for (Guard guard : guards) {
                Optional<Response> refusal = guard.refuse(request);
                if (refusal.isPresent()) {
                    // What else its sender has sent already is not answered.
                    return refusal.get().header("Connection", "close");
                }
            }
            return request.isInNoOtherCoding()
                    ? router.answer(request)
                    : Response.error(ErrorCode.NOT_IMPLEMENTED, "A body is read in no Transfer-Encoding but chunked.")
                            .header("Connection", "close");
        } catch (OutOfMemoryError e) {
            return Response.error(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The server's memory does not suffice for this now; ask for less.");
        } catch (Exception | StackOverflowError e) {
            return ofBody(e).orElseGet(() -> ofFailure(request, e));
        }
    }

    /** What to say where the body was to blame, whoever was reading it. */
    private static Optional<Response> ofBody(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof Limits.TooLarge) {
                return Optional.of(Response.json(413, ErrorBody.of(ErrorCode.BAD_REQUEST, e.getMessage())));
            }
            if (e instanceof Limits.TooSlow) {
                return Optional.of(Response.json(408, ErrorBody.of(ErrorCode.BAD_REQUEST, e.getMessage())));
            }
            if (e instanceof Limits.Crowded) {
                return Optional.of(Response.error(ErrorCode.REQUEST_LIMIT_EXCEEDED, String.valueOf(e.getMessage())));
            }
            if (e instanceof EofException) {
                return Optional.of(Response.error(
                        ErrorCode.BAD_REQUEST, "The request's body ends before its end, or is not HTTP."));
            }
        }
        return Optional.empty();
    }

    private Response ofFailure(Request request, Throwable failure) {
        if (failure instanceof MlflowException e) {
            if (e.getCause() instanceof FileSystemException file) {
                log.failure(request, file);
            }
            return Response.error(e.errorCode(), String.valueOf(e.getMessage()));
        }
        log.failure(request, failure);
        return Response.error(ErrorCode.INTERNAL_ERROR, "The server could not answer; its log says why.");
    }

    /** What is in memory is sent without a thread: its reader may take long, and may be anyone. */
    private static void send(
            Request request,
            Response response,
            org.eclipse.jetty.server.Response head,
            Content.Sink body,
            Callback sent)
            throws IOException {
        head.setStatus(response.status());
        HttpFields.Mutable headers = head.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "SAMEORIGIN");
        response.headers().forEach(headers::put);
        if (response.length() >= 0) {
            headers.put(HttpHeader.CONTENT_LENGTH, response.length());
        }
        if (response.status() == 304) {
            // Of what is the first and the last of an answer, Jetty says how long it is: 0, where the file is not.
            body.write(false, null, Callback.from(() -> body.write(true, null, sent), sent::failed));
            return;
        }
        Optional<byte[]> bytes = request.method().equals("HEAD") ? Optional.of(NOTHING) : response.bytes();
        if (bytes.isPresent()) {
            body.write(true, ByteBuffer.wrap(bytes.get()), sent);
            return;
        }
        OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(body), BUFFER_BYTES);
        response.body().writeTo(out);
        // Only now: what is closed is complete.
        out.close();
        sent.succeeded();
    }
}
