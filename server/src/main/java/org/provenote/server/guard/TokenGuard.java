package org.provenote.server.guard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/**
 * Lets in whoever sends the token: as {@code Authorization: Bearer} (MLflow's clients with {@code MLFLOW_TRACKING_TOKEN}) or
 * as the password of {@code Basic} (a browser, or {@code MLFLOW_TRACKING_PASSWORD}).
 */
public final class TokenGuard implements Guard {
    private final Secret token;
    private final Predicate<String> open;

    /** @param open the paths that may be read without a token */
    public TokenGuard(Secret token, Predicate<String> open) {
        this.token = token;
        this.open = open;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        boolean known = token.is(
                request.header("Authorization").map(TokenGuard::credential).orElse(null));
        return known || request.reads() && open.test(request.path())
                ? Optional.empty()
                : Refusal.unauthenticated(
                        request, "This server takes a token: set MLFLOW_TRACKING_TOKEN for the client.");
    }

    private static @Nullable String credential(String authorization) {
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        return authorization.regionMatches(true, 0, "Basic ", 0, 6)
                ? password(authorization.substring(6).strip())
                : null;
    }

    private static @Nullable String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
