package org.provenote.server.artifacts;

import java.io.IOException;
import java.util.Set;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.TrackingStore;

/** What a request for a signed address must have: the checks of MLflow's {@code _create_presigned_upload_url} and its sister. */
final class SignedAddress {
    private static final long WEEK_SECONDS = 7 * 24 * 60 * 60;

    /** Artifacts at these go through a server. */
    private static final Set<String> PROXIED = Set.of("http", "https", "mlflow-artifacts");

    private static final Message TO_SEND = Message.of(
            Field.string("run_id").typed(),
            Field.string("model_id").typed(),
            Field.string("path").required().typed(),
            Field.int64("expiration").typed());

    private static final Message TO_FETCH = Message.of(
            Field.string("run_id").required().typed(),
            Field.string("path").required().typed(),
            Field.int64("expiration").typed());

    private final Backend backend;

    SignedAddress(Backend backend) {
        this.backend = backend;
    }

    void toSend(Request request) throws IOException {
        Fields asked = TO_SEND.of(request);
        boolean ofRun = asked.text("run_id").isPresent();
        if (ofRun == asked.text("model_id").isPresent()) {
            throw MlflowException.invalid("Exactly one of run_id and model_id must be provided.");
        }
        AskedPath.checked(asked.string("path"));
        TrackingStore store = backend.store();
        requireStorage(
                "Presigned upload",
                ofRun
                        ? store.getRun(asked.string("run_id")).info().artifactUri()
                        : store.loggedModels()
                                .get(asked.string("model_id"))
                                .info()
                                .artifactUri());
    }

    void toFetch(Request request) throws IOException {
        Fields asked = TO_FETCH.of(request);
        AskedPath.checked(asked.string("path"));
        long seconds = asked.integer("expiration").orElse(1L);
        if (seconds < 1 || seconds > WEEK_SECONDS) {
            throw MlflowException.invalid(
                    "expiration must be between 1 and " + WEEK_SECONDS + " seconds (got " + seconds + ").");
        }
        requireStorage(
                "Presigned download",
                backend.store().getRun(asked.string("run_id")).info().artifactUri());
    }

    private static void requireStorage(String what, String artifactUri) {
        String scheme = artifactUri.split(":", 2)[0];
        if (PROXIED.contains(scheme)) {
            throw MlflowException.invalid(what + " is not supported for proxied artifact storage (artifact URI scheme: "
                    + scheme + "). This endpoint requires a direct cloud storage artifact URI.");
        }
    }
}
