package org.provenote.server.differential;

/**
 * One request, in which {@code $run3} and {@code $experiment2} stand for ids that each server made itself.
 *
 * @param body JSON, or empty for a {@code GET}
 */
record Exchange(String method, String path, String body) {
    static Exchange get(String path) {
        return new Exchange("GET", path, "");
    }

    static Exchange post(String path, String body) {
        return new Exchange("POST", path, body);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + body;
    }
}
