package org.provenote.server.differential;

/**
 * One request, in which {@code $run3$} and {@code $model2$} stand for ids that each server made itself.
 *
 * @param contentType of the body; empty for none
 */
record Exchange(String method, String path, String contentType, String body) {
    private static final String JSON = "application/json";

    static Exchange get(String path) {
        return new Exchange("GET", path, "", "");
    }

    static Exchange post(String path, String body) {
        return of("POST", path, body);
    }

    static Exchange of(String method, String path, String body) {
        return new Exchange(method, path, JSON, body);
    }

    @Override
    public String toString() {
        return method + " " + path + (contentType.equals(JSON) ? " " : " [" + contentType + "] ") + body;
    }
}
