package org.provenote.server.json;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.provenote.server.wire.MetricOfRun;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunInputs;
import org.provenote.tracking.entities.RunOutputs;
import org.provenote.tracking.entities.RunTag;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes what an answer has by the thousand, property by property: through the mapper's reflection it takes longer, most of all
 * before the JVM has compiled it.
 */
public final class Writers {
    private Writers() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        add(module, Run.class, Writers::run);
        add(module, RunInfo.class, Writers::runInfo);
        add(module, RunData.class, Writers::runData);
        add(module, Metric.class, Writers::metric);
        add(module, MetricOfRun.class, Writers::metricOfRun);
        add(module, FileInfo.class, Writers::fileInfo);
        add(module, Param.class, Writers::param);
        add(module, RunTag.class, Writers::tag);
        return module;
    }

    public static void metric(Metric point, JsonGenerator json) {
        json.writeStartObject();
        point(point.key(), point.value(), point.timestamp(), point.step(), json);
        json.writeEndObject();
    }

    private static void metricOfRun(MetricOfRun point, JsonGenerator json) {
        json.writeStartObject();
        point(point.key(), point.value(), point.timestamp(), point.step(), json);
        json.writeStringProperty("run_id", point.runId());
        json.writeEndObject();
    }

    private static void point(String key, double value, long timestamp, long step, JsonGenerator json) {
        json.writeStringProperty("key", key);
        json.writeName("value");
        RealNumber.write(json, value);
        json.writeNumberProperty("timestamp", timestamp);
        json.writeNumberProperty("step", step);
    }

    private static void param(Param param, JsonGenerator json) {
        keyed(param.key(), param.value(), json);
    }

    private static void tag(RunTag tag, JsonGenerator json) {
        keyed(tag.key(), tag.value(), json);
    }

    private static void keyed(String key, String value, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("key", key);
        json.writeStringProperty("value", value);
        json.writeEndObject();
    }

    private static void run(Run run, JsonGenerator json) {
        RunInputs inputs = run.inputs();
        RunOutputs outputs = run.outputs();
        boolean usesNone =
                inputs.datasetInputs().isEmpty() && inputs.modelInputs().isEmpty();
        boolean madeNone = outputs.modelOutputs().isEmpty();
        Optional<String> info = run.infoJson();
        Optional<String> data = run.dataJson();
        if (info.isPresent() && data.isPresent() && usesNone && madeNone) {
            // In one piece: of several, each would be compiled by itself just when a server has begun to answer.
            json.writeRawValue(
                    "{\"info\":" + info.get() + ",\"data\":" + data.get() + ",\"inputs\":{},\"outputs\":{}}");
            return;
        }
        json.writeStartObject();
        json.writeName("info");
        info.ifPresentOrElse(json::writeRawValue, () -> runInfo(run.info(), json));
        json.writeName("data");
        data.ifPresentOrElse(json::writeRawValue, () -> runData(run.data(), json));
        rare("inputs", inputs, usesNone, json);
        rare("outputs", outputs, madeNone, json);
        json.writeEndObject();
    }

    /** What few have, by the mapper where there is something in it. */
    private static void rare(String name, Object value, boolean isEmpty, JsonGenerator json) {
        if (isEmpty) {
            json.writeObjectPropertyStart(name);
            json.writeEndObject();
        } else {
            json.writePOJOProperty(name, value);
        }
    }

    /** A run's info as MLflow writes it: the id twice, since {@code run_uuid} is what clients before 1.0 read. */
    private static void runInfo(RunInfo info, JsonGenerator json) {
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

    private static void runData(RunData data, JsonGenerator json) {
        json.writeStartObject();
        list("metrics", data.metrics(), Writers::metric, json);
        list("params", data.params(), Writers::param, json);
        list("tags", data.tags(), Writers::tag, json);
        json.writeEndObject();
    }

    private static <T> void list(String name, List<T> items, BiConsumer<T, JsonGenerator> writer, JsonGenerator json) {
        if (!items.isEmpty()) {
            json.writeArrayPropertyStart(name);
            items.forEach(item -> writer.accept(item, json));
            json.writeEndArray();
        }
    }

    /** As MLflow's server, which has no word for the size of an empty file. */
    private static void fileInfo(FileInfo file, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("path", file.path());
        json.writeBooleanProperty("is_dir", file.isDir());
        if (file.getFileSize() > 0) {
            json.writeNumberProperty("file_size", file.getFileSize());
        }
        json.writeEndObject();
    }

    private static <T> void add(SimpleModule module, Class<T> type, BiConsumer<T, JsonGenerator> writer) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                writer.accept(value, json);
            }
        });
    }
}
