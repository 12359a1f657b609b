package org.provenote.tracking.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.RemoteServer;
import org.provenote.tracking.wire.Json;

/** What clients of another server ask, sent on to the one that knows. */
record PassedOn(Http http) implements RemoteServer {
    @Override
    public String address() {
        return http.endpoint().address();
    }

    @Override
    public boolean isSignedIn() {
        return http.endpoint().credentials().header().isPresent();
    }

    @Override
    public Optional<String> user() {
        return http.endpoint().credentials().user();
    }

    @Override
    public String answer(String method, String path, Map<String, String> query, @Nullable String json) {
        // Each by itself, so that what is encoded stays so.
        HttpUrl.Builder url =
                http.endpoint().url("", List.of(path.replaceFirst("^/", "").split("/")));
        query.forEach(url::addQueryParameter);
        RequestBody body = json == null ? null : RequestBody.create(json, Http.JSON);
        return Json.text(http.json(new Request.Builder().url(url.build()).method(method, body), Repeat.NEVER));
    }
}
