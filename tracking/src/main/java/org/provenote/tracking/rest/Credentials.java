package org.provenote.tracking.rest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;

/** What a server asks of its users. Its text never shows the secret. */
final class Credentials {
    static final Credentials NONE = new Credentials(null, "", null);

    /** What RFC 9110 calls visible characters and spaces. */
    private static final Pattern SENDABLE = Pattern.compile("[ -~]*");

    private final @Nullable String header;
    private final String secret;
    private final @Nullable String user;

    private Credentials(@Nullable String header, String secret, @Nullable String user) {
        this.header = header;
        this.secret = secret;
        this.user = user;
    }

    static Credentials basic(String user, String password) {
        return new Credentials(okhttp3.Credentials.basic(user, password, StandardCharsets.UTF_8), password, user);
    }

    /**
     * A token, without the line break that a file or a copy may have left at its end.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for what fits into no header
     */
    static Credentials bearer(String token) {
        String stripped = token.strip();
        if (!SENDABLE.matcher(stripped).matches()) {
            throw MlflowException.invalid("The access token holds a character that no HTTP header takes, such as a line"
                    + " break or a letter with an accent: copy it anew (MLFLOW_TRACKING_TOKEN, or DATABRICKS_TOKEN)");
        }
        return new Credentials("Bearer " + stripped, stripped, null);
    }

    /** The same, of a user who has that name. */
    Credentials of(@Nullable String user) {
        return new Credentials(header, secret, user);
    }

    /** MLflow's rule: user and password, else the token, else nothing. */
    static Credentials from(TrackingEnvironment environment) {
        Optional<String> user = environment.trackingUsername();
        Optional<String> password = environment.trackingPassword();
        if (user.isPresent() && password.isPresent()) {
            return basic(user.get(), password.get());
        }
        return environment
                .trackingToken()
                .map(token -> bearer(token).of(user.orElse(null)))
                .orElse(NONE);
    }

    /** Who signs in, where that has a name: a token has none unless one is set beside it. */
    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The value of the {@code Authorization} header. */
    Optional<String> header() {
        return Optional.ofNullable(header);
    }

    /** A server's words without the secret, for servers that repeat what they were sent. */
    String hiddenIn(String text) {
        if (header == null || secret.isEmpty()) {
            return text;
        }
        return text.replace(header.substring(header.indexOf(' ') + 1), "***").replace(secret, "***");
    }

    @Override
    public String toString() {
        return header == null ? "no credentials" : "credentials (not shown)";
    }
}
