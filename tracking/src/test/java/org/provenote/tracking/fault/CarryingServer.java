package org.provenote.tracking.fault;

import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.RunUpdate;
import org.provenote.tracking.store.TrackingStore;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.JsonFields;
import org.provenote.tracking.wire.ServerWire;
import org.provenote.tracking.wire.Wire;
import tools.jackson.databind.JsonNode;

/** The calls that logging and new runs need, carried to a store that is real. Who extends it decides what goes wrong. */
public class CarryingServer extends Dispatcher {
    private final TrackingStore behind;

    public CarryingServer(TrackingStore behind) {
        this.behind = behind;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        return carried(request);
    }

    protected final MockResponse carried(RecordedRequest request) {
        try {
            return answer(200, Json.text(answer(request)));
        } catch (MlflowException e) {
            return answer(e.errorCode().httpStatus(), Json.text(ServerWire.json(e)));
        }
    }

    protected static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    static MockResponse closedSocket() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    protected static boolean isLogBatch(RecordedRequest request) {
        return request.getUrl().encodedPath().endsWith("/runs/log-batch");
    }

    private JsonNode answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.endsWith("/runs/get")) {
            String run = String.valueOf(request.getUrl().queryParameter("run_id"));
            return Json.object().set("run", ServerWire.json(behind.getRun(run)));
        }
        JsonNode body = Json.parse(request.getBody().utf8());
        if (path.endsWith("/runs/create")) {
            return Json.object().set("run", ServerWire.json(behind.createRun(ServerWire.newRun(body))));
        }
        if (path.endsWith("/runs/search")) {
            List<Run> found = behind.searchRuns(ServerWire.runSearch(body)).items();
            return Wire.with(Json.object(), "runs", found, ServerWire::json);
        }
        if (path.endsWith("/experiments/search")) {
            List<Experiment> found =
                    behind.searchExperiments(ServerWire.experimentSearch(body)).items();
            return Wire.with(Json.object(), "experiments", found, ServerWire::json);
        }
        String run = JsonFields.text(body, "run_id");
        if (path.endsWith("/runs/log-batch")) {
            behind.logBatch(run, ServerWire.batch(body));
            return Json.object();
        }
        if (path.endsWith("/runs/delete-tag")) {
            behind.deleteTag(run, JsonFields.text(body, "key"));
            return Json.object();
        }
        if (path.endsWith("/runs/delete")) {
            behind.deleteRun(run);
            return Json.object();
        }
        RunUpdate update = ServerWire.runUpdate(body);
        return Json.object().set("run_info", ServerWire.json(behind.updateRun(run, update)));
    }
}
