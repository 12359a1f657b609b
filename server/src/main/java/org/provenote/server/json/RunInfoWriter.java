package org.provenote.server.json;

import org.provenote.tracking.entities.RunInfo;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** A run's info as MLflow writes it: the id twice, since {@code run_uuid} is what clients before 1.0 read. */
final class RunInfoWriter extends ValueSerializer<RunInfo> {
    @Override
    public void serialize(RunInfo info, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        json.writeStringProperty("run_id", info.runId());
        json.writeStringProperty("run_uuid", info.runId());
        json.writeStringProperty("run_name", info.runName());
        json.writeStringProperty("experiment_id", info.experimentId());
        json.writeStringProperty("user_id", info.userId());
        json.writeStringProperty("status", info.status().name());
        json.writeNumberProperty("start_time", info.startTime());
        Long endTime = info.endTime();
        // MLflow takes the time 0 for none.
        if (endTime != null && endTime != 0) {
            json.writeNumberProperty("end_time", endTime);
        }
        json.writeStringProperty("artifact_uri", info.artifactUri());
        json.writeStringProperty("lifecycle_stage", info.lifecycleStage().toString());
        json.writeEndObject();
    }
}
