package org.provenote.tracking.rest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.provenote.tracking.artifacts.ArtifactRepositories;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.rest.Http.Repeat;
import org.provenote.tracking.store.ArtifactRepository;
import org.provenote.tracking.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A run or a logged model: whose artifacts a server is asked for, and at which of its addresses. */
interface ArtifactOwner {
    /** As MLflow's servers make them up: the name of no folder that has another purpose. */
    Pattern ID = Pattern.compile("(m-)?[0-9a-f]{32}");

    String id();

    String artifactUri();

    /**
     * Its artifacts in a folder of this machine, if that is one which MLflow makes for it, {@code <id>/artifacts}; no link there
     * leads out of the folder that holds those of all its siblings.
     */
    default Optional<ArtifactRepository> artifactsIn(Path folder) {
        String own = id() + "/artifacts";
        Path place = folder.normalize();
        return ID.matcher(id()).matches() && place.isAbsolute() && place.endsWith(own)
                ? Optional.of(ArtifactRepositories.below(place.resolve("../..").normalize(), own))
                : Optional.empty();
    }

    /** A request's body that names it. */
    ObjectNode named();

    /** What stands in a folder of its artifacts, {@code ""} for all of them. */
    HttpUrl.Builder listing(Endpoint server, String folder);

    /** One of its files. */
    HttpUrl file(Endpoint server, String path);

    /** A request for one of its files at the storage, by the address that the server signs. */
    Request.Builder signedFile(Http http, String path);

    private static HttpUrl.Builder in(HttpUrl.Builder url, String parameter, String folder) {
        return folder.isEmpty() ? url : url.addQueryParameter(parameter, folder);
    }

    static ArtifactOwner of(RunInfo run) {
        return new OfRun(run.runId(), run.artifactUri());
    }

    static ArtifactOwner of(LoggedModelInfo model) {
        return new OfModel(model.modelId(), model.artifactUri());
    }

    /** MLflow's {@code artifacts/list} and {@code get-artifact}. */
    record OfRun(String id, String artifactUri) implements ArtifactOwner {
        @Override
        public ObjectNode named() {
            return Json.object().put("run_id", id);
        }

        @Override
        public HttpUrl.Builder listing(Endpoint server, String folder) {
            return in(server.url("api/2.0/mlflow/artifacts/list").addQueryParameter("run_id", id), "path", folder);
        }

        @Override
        public HttpUrl file(Endpoint server, String path) {
            return server.url("get-artifact")
                    .addQueryParameter("run_id", id)
                    .addQueryParameter("path", path)
                    .build();
        }

        @Override
        public Request.Builder signedFile(Http http, String path) {
            return Http.signed(
                    http.post(
                            "api/2.0/mlflow/artifacts/presigned-download-url",
                            named().put("path", path),
                            Repeat.HARMLESS),
                    "presigned_url");
        }
    }

    /** MLflow's {@code artifacts/directories} and {@code artifacts/files} of a model; of these its server has the latter for its web UI only. */
    record OfModel(String id, String artifactUri) implements ArtifactOwner {
        @Override
        public ObjectNode named() {
            return Json.object().put("model_id", id);
        }

        @Override
        public HttpUrl.Builder listing(Endpoint server, String folder) {
            return in(artifacts(server, "api", "directories"), "artifact_directory_path", folder);
        }

        @Override
        public HttpUrl file(Endpoint server, String path) {
            return artifacts(server, "ajax-api", "files")
                    .addQueryParameter("artifact_file_path", path)
                    .build();
        }

        @Override
        public Request.Builder signedFile(Http http, String path) {
            HttpUrl.Builder url = file(http.endpoint(), path).newBuilder();
            return Http.signed(
                    http.get(url.addQueryParameter("presigned", "true").build()), "url");
        }

        private HttpUrl.Builder artifacts(Endpoint server, String api, String what) {
            return server.url(api + "/2.0/mlflow/logged-models", List.of(id, "artifacts", what));
        }
    }
}
