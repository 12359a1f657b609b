package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/** Lets in whoever sends {@code X-Provenote-Secret}: Jupyter's server extension, which started this server with it. */
public final class SecretGuard implements Guard {
    /** The header that carries the secret. */
    public static final String HEADER = "X-Provenote-Secret";

    private final Secret secret;

    public SecretGuard(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        return secret.is(request.header(HEADER).orElse(null))
                ? Optional.empty()
                : Refusal.forbidden("This server belongs to a Jupyter server and answers only through it.");
    }
}
