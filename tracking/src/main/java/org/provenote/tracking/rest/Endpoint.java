package org.provenote.tracking.rest;

import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.TrackingUris;

/**
 * A server and how to be let in.
 *
 * @param base where its API begins, without user and password
 * @param trackingUri as named by the user, without user and password
 */
record Endpoint(HttpUrl base, String trackingUri, Credentials credentials) {
    /** In a URL these stand for a place above, whoever reads it: OkHttp drops them, and others split at what was an encoded slash. */
    private static final Pattern LEADS_ELSEWHERE = Pattern.compile("(^|.*[/\\\\])\\.\\.?([/\\\\].*|$)", Pattern.DOTALL);

    /** The server at {@code http(s)://[user:password@]host[:port][/prefix]}. */
    static Endpoint at(String uri, TrackingEnvironment environment) {
        HttpUrl url = HttpUrl.parse(uri);
        if (url == null) {
            throw MlflowException.invalid("The tracking URI '" + TrackingUris.shown(uri)
                    + "' is no address of a server: expected http(s)://host:port");
        }
        HttpUrl base = url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build();
        Credentials credentials = url.username().isEmpty()
                ? Credentials.from(environment)
                : Credentials.basic(url.username(), url.password());
        return new Endpoint(base, address(base), credentials);
    }

    /** The base as text, without a slash at the end. */
    String address() {
        return address(base);
    }

    private static String address(HttpUrl base) {
        return base.toString().replaceFirst("/$", "");
    }

    /** The URL of a path below the base, such as {@code api/2.0/mlflow/runs/get}. */
    HttpUrl.Builder url(String path) {
        return base.newBuilder().addPathSegments(path);
    }

    /**
     * The URL of what users have named, below a path: each a segment, whatever is in it.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for a name that would lead to another place of the server
     */
    HttpUrl.Builder url(String path, List<String> names) {
        HttpUrl.Builder url = url(path);
        for (String name : names) {
            if (LEADS_ELSEWHERE.matcher(name).matches()) {
                throw MlflowException.invalid("Invalid name: '" + name + "'. No part of it can be . or ..");
            }
            url.addPathSegment(name);
        }
        return url;
    }

    /** Host and port: who answers. */
    String authority() {
        return base.host() + ":" + base.port();
    }

    /** Whether {@code authority}, a host with or without a port, is this server. */
    boolean isAt(@Nullable String authority) {
        if (authority == null || authority.isEmpty()) {
            return true;
        }
        return authority.equalsIgnoreCase(authority()) || authority.equalsIgnoreCase(base.host());
    }
}
