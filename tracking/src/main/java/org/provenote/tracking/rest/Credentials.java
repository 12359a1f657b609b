package org.provenote.tracking.rest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.context.TrackingEnvironment;

/** What a server asks of its users. Its text never shows the secret. */
final class Credentials {
    static final Credentials NONE = new Credentials(null);

    private final @Nullable String header;

    private Credentials(@Nullable String header) {
        this.header = header;
    }

    static Credentials basic(String user, String password) {
        return new Credentials(okhttp3.Credentials.basic(user, password, StandardCharsets.UTF_8));
    }

    static Credentials bearer(String token) {
        return new Credentials("Bearer " + token);
    }

    /** MLflow's rule: user and password, else the token, else nothing. */
    static Credentials from(TrackingEnvironment environment) {
        Optional<String> user = environment.trackingUsername();
        Optional<String> password = environment.trackingPassword();
        if (user.isPresent() && password.isPresent()) {
            return basic(user.get(), password.get());
        }
        return environment.trackingToken().map(Credentials::bearer).orElse(NONE);
    }

    /** The value of the {@code Authorization} header. */
    Optional<String> header() {
        return Optional.ofNullable(header);
    }

    @Override
    public String toString() {
        return header == null ? "no credentials" : "credentials (not shown)";
    }
}
