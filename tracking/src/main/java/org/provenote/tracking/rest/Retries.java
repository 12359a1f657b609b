package org.provenote.tracking.rest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Response;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * Sends again what may be sent again. A refusal for want of time (429, 503) was not carried out; after another failure of
 * the server or the network only a harmless request is repeated. Other 4xx never are. Pauses double, with jitter, unless
 * the server names one: until then it is sent nothing at all, while other servers are.
 */
final class Retries {
    private static final Set<Integer> NOT_CARRIED_OUT = Set.of(429, 503);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Set<Integer> PERHAPS_CARRIED_OUT = Set.of(408, 500, 502, 504);
    /** How long a call waits for the time that the server has named; beyond that it fails, and a later one waits on. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int attempts;
    private final Duration firstPause;

    private final Duration longestPause;

    private final Absences absences;

    /** Five attempts: pauses of about 0.2, 0.4, 0.8 and 1.6 s. */
    Retries() {
        this(5, Duration.ofMillis(200));
    }

    Retries(int attempts, Duration firstPause) {
        this(attempts, firstPause, LONGEST_PAUSE, new Absences());
    }

    private Retries(int attempts, Duration firstPause, Duration longestPause, Absences absences) {
        this.attempts = attempts;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.absences = absences;
    }

    /** For who comes again by himself to the same server: one attempt, and no waiting before it. */
    Retries none() {
        return new Retries(1, Duration.ZERO, Duration.ZERO, absences);
    }

    interface Attempt {
        Response send() throws IOException;
    }

    Response send(Attempt attempt, Http.Repeat repeat, Endpoint endpoint) {
        for (int n = 1; ; n++) {
            awaitLeave(endpoint);
            try {
                Response response = attempt.send();
                boolean named = keepAway(response, endpoint);
                if (n >= attempts || !repeatable(response.code(), repeat)) {
                    return response;
                }
                response.close();
                pause(named ? Duration.ZERO : growing(n));
            } catch (IOException | NumberFormatException e) {
                // OkHttp reads Retry-After too, and throws the latter where it is beyond an int.
                if (n >= attempts || !repeatable(e, repeat)) {
                    throw unreachable(endpoint, e);
                }
                pause(growing(n));
            }
        }
    }

    /** Takes note of the time that an answer names, and says whether it names one. */
    private boolean keepAway(Response response, Endpoint endpoint) {
        Optional<Duration> asked = NOT_CARRIED_OUT.contains(response.code()) ? asked(response) : Optional.empty();
        asked.ifPresent(time -> absences.begin(endpoint, time));
        return asked.isPresent();
    }

    /** In seconds or as a date: RFC 9110, 10.2.3. */
    private static Optional<Duration> asked(Response response) {
        String after = String.valueOf(response.header("Retry-After")).strip();
        if (SECONDS.matcher(after).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
        }
        return Optional.ofNullable(response.headers().getDate("Retry-After"))
                .map(date -> Duration.between(Instant.now(), date.toInstant()))
                .filter(left -> !left.isNegative());
    }

    private void awaitLeave(Endpoint endpoint) {
        Duration left = absences.left(endpoint);
        if (left.compareTo(longestPause) > 0) {
            throw new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The server at " + endpoint.trackingUri() + " has asked to be left alone for another "
                            + left.toSeconds() + " s");
        }
        if (left.compareTo(Duration.ZERO) > 0) {
            pause(left.plusMillis(1));
        }
    }

    private static boolean repeatable(int status, Http.Repeat repeat) {
        return NOT_CARRIED_OUT.contains(status)
                || (repeat == Http.Repeat.HARMLESS && PERHAPS_CARRIED_OUT.contains(status));
    }

    private static boolean repeatable(Exception e, Http.Repeat repeat) {
        if (isDistrusted(e)) {
            return false;
        }
        boolean neverSent = e instanceof ConnectException || e instanceof UnknownHostException;
        return neverSent || repeat == Http.Repeat.HARMLESS;
    }

    /** The certificate will be the same at the next attempt. */
    private static boolean isDistrusted(Exception e) {
        return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException;
    }

    private Duration growing(int attempt) {
        long millis = firstPause.toMillis() << (attempt - 1);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MlflowException(ErrorCode.TEMPORARILY_UNAVAILABLE, "Interrupted while waiting for the server", e);
        }
    }

    private static MlflowException unreachable(Endpoint endpoint, Exception e) {
        if (isDistrusted(e)) {
            return new MlflowException(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The certificate of " + endpoint.trackingUri() + " is not trusted (" + e.getMessage()
                            + "); nothing was sent. If it is your own, name it in MLFLOW_TRACKING_SERVER_CERT_PATH",
                    e);
        }
        return new MlflowException(
                ErrorCode.TEMPORARILY_UNAVAILABLE,
                "The MLflow server at " + endpoint.trackingUri() + " does not answer (" + e.getMessage()
                        + "). Check that it runs and that MLFLOW_TRACKING_URI names it",
                e);
    }
}
