package org.provenote.tracking.rest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Response;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/**
 * Sends again what may be sent again. A refusal for want of time (429, 503) was not carried out; after another failure of
 * the server or the network only a harmless request is repeated. Other 4xx never are. Pauses double, with jitter, unless
 * the server names one.
 */
final class Retries {
    private static final Set<Integer> NOT_CARRIED_OUT = Set.of(429, 503);
    private static final Set<Integer> PERHAPS_CARRIED_OUT = Set.of(408, 500, 502, 504);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int attempts;
    private final Duration firstPause;

    /** Five attempts: pauses of about 0.2, 0.4, 0.8 and 1.6 s. */
    Retries() {
        this(5, Duration.ofMillis(200));
    }

    Retries(int attempts, Duration firstPause) {
        this.attempts = attempts;
        this.firstPause = firstPause;
    }

    interface Attempt {
        Response send() throws IOException;
    }

    Response send(Attempt attempt, Http.Repeat repeat, Endpoint endpoint) {
        for (int n = 1; ; n++) {
            try {
                Response response = attempt.send();
                if (n >= attempts || !repeatable(response.code(), repeat)) {
                    return response;
                }
                response.close();
                pause(named(response, n));
            } catch (IOException e) {
                if (n >= attempts || !repeatable(e, repeat)) {
                    throw unreachable(endpoint, e);
                }
                pause(growing(n));
            }
        }
    }

    private static boolean repeatable(int status, Http.Repeat repeat) {
        return NOT_CARRIED_OUT.contains(status)
                || (repeat == Http.Repeat.HARMLESS && PERHAPS_CARRIED_OUT.contains(status));
    }

    private static boolean repeatable(IOException e, Http.Repeat repeat) {
        if (isDistrusted(e)) {
            return false;
        }
        boolean neverSent = e instanceof ConnectException || e instanceof UnknownHostException;
        return neverSent || repeat == Http.Repeat.HARMLESS;
    }

    /** The certificate will be the same at the next attempt. */
    private static boolean isDistrusted(IOException e) {
        return e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException;
    }

    private Duration named(Response response, int attempt) {
        try {
            String seconds = response.header("Retry-After", "");
            Duration asked = Duration.ofSeconds(Long.parseLong(seconds == null ? "" : seconds.strip()));
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException e) {
            return growing(attempt);
        }
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

    private static MlflowException unreachable(Endpoint endpoint, IOException e) {
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
