package org.provenote.tracking.store;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;

/** The server behind a store, for requests that only it can answer, such as those for addresses in its storage. */
public interface RemoteServer {

    /** Where it is: what its API's URLs begin with, without user and password, and without a slash at the end. */
    String address();

    /** Whether credentials are sent to it. */
    boolean isSignedIn();

    /** The name under which they sign in; empty for a token, and where none are sent. */
    Optional<String> user();

    /**
     * Sends a request on with the user's credentials, once.
     *
     * @param path below the server's address, decoded, such as {@code /api/3.0/mlflow/server-info}
     * @param query what is asked of it, decoded
     * @param json the body, where the method has one
     * @return the JSON that the server answered
     * @throws MlflowException with the code and words of the server when it refuses
     */
    String answer(String method, String path, Map<String, String> query, @Nullable String json);
}
