package org.provenote.tracking.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.Dataset;
import org.provenote.tracking.entities.DatasetInput;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Metric;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunData;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.RunTag;
import org.provenote.tracking.store.Batch;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.RunUpdate;

/** Entries as bytes. Version 1; a later one gets other kinds. */
final class Codec {
    private static final int LOGGED = 1;
    private static final int UPDATED = 2;
    private static final int OPENED = 3;
    private static final int CREATED = 4;
    private static final int USED = 5;
    private static final int BEGUN = 6;
    private static final int GIVEN = 7;

    private Codec() {}

    static byte[] bytes(Entry entry) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
            write(new DataOutputStream(bytes), entry);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Entry entry(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        String runId = text(in);
        return switch (kind) {
            case CREATED -> new Entry.Created(draft(runId, in), null);
            case BEGUN -> new Entry.Created(draft(runId, in), PlanCodec.read(in));
            case GIVEN -> new Entry.Given(runId, text(in));
            case USED -> new Entry.Used(runId, datasets(in));
            case LOGGED -> new Entry.Logged(runId, batch(in));
            case UPDATED -> new Entry.Updated(runId, update(in));
            case OPENED -> new Entry.Opened(runId);
            default -> throw new IOException("An outbox record of the unknown kind " + kind);
        };
    }

    private static void write(DataOutputStream out, Entry entry) throws IOException {
        if (entry instanceof Entry.Logged logged) {
            out.writeByte(LOGGED);
            text(out, entry.runId());
            batch(out, logged.batch());
        } else if (entry instanceof Entry.Updated updated) {
            out.writeByte(UPDATED);
            text(out, entry.runId());
            update(out, updated.update());
        } else if (entry instanceof Entry.Created created) {
            ExperimentPlan experiment = created.experiment();
            out.writeByte(experiment == null ? CREATED : BEGUN);
            text(out, entry.runId());
            draft(out, created.draft());
            if (experiment != null) {
                PlanCodec.write(out, experiment);
            }
        } else if (entry instanceof Entry.Given given) {
            out.writeByte(GIVEN);
            text(out, entry.runId());
            text(out, given.id());
        } else if (entry instanceof Entry.Used used) {
            out.writeByte(USED);
            text(out, entry.runId());
            datasets(out, used.datasets());
        } else {
            out.writeByte(OPENED);
            text(out, entry.runId());
        }
    }

    private static void draft(DataOutputStream out, Run draft) throws IOException {
        RunInfo info = draft.info();
        text(out, info.runName());
        text(out, info.experimentId());
        text(out, info.userId());
        out.writeLong(info.startTime());
        text(out, info.artifactUri());
        batch(out, new Batch(List.of(), List.of(), draft.data().tags()));
    }

    private static Run draft(String runId, DataInputStream in) throws IOException {
        String name = text(in);
        String experiment = text(in);
        String user = text(in);
        long start = in.readLong();
        String artifacts = text(in);
        RunInfo info = new RunInfo(
                runId, name, experiment, user, RunStatus.RUNNING, start, null, artifacts, LifecycleStage.ACTIVE);
        return new Run(info, new RunData(List.of(), List.of(), batch(in).tags()), null, null);
    }

    private static void datasets(DataOutputStream out, List<DatasetInput> inputs) throws IOException {
        out.writeInt(inputs.size());
        for (DatasetInput input : inputs) {
            Dataset dataset = input.dataset();
            text(out, dataset.name());
            text(out, dataset.digest());
            text(out, dataset.sourceType());
            text(out, dataset.source());
            optional(out, dataset.schema());
            optional(out, dataset.profile());
            out.writeInt(input.tags().size());
            for (InputTag tag : input.tags()) {
                text(out, tag.key());
                text(out, tag.value());
            }
        }
    }

    private static List<DatasetInput> datasets(DataInputStream in) throws IOException {
        List<DatasetInput> inputs = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            Dataset dataset = new Dataset(text(in), text(in), text(in), text(in), optional(in), optional(in));
            List<InputTag> tags = new ArrayList<>();
            for (int t = in.readInt(); t > 0; t--) {
                tags.add(new InputTag(text(in), text(in)));
            }
            inputs.add(new DatasetInput(tags, dataset));
        }
        return inputs;
    }

    static void optional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        text(out, text == null ? "" : text);
    }

    static @Nullable String optional(DataInputStream in) throws IOException {
        boolean present = in.readBoolean();
        String text = text(in);
        return present ? text : null;
    }

    private static void batch(DataOutputStream out, Batch batch) throws IOException {
        out.writeInt(batch.metrics().size());
        for (Metric metric : batch.metrics()) {
            text(out, metric.key());
            out.writeDouble(metric.value());
            out.writeLong(metric.timestamp());
            out.writeLong(metric.step());
        }
        out.writeInt(batch.params().size());
        for (Param param : batch.params()) {
            text(out, param.key());
            text(out, param.value());
        }
        out.writeInt(batch.tags().size());
        for (RunTag tag : batch.tags()) {
            text(out, tag.key());
            text(out, tag.value());
        }
    }

    private static Batch batch(DataInputStream in) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            metrics.add(new Metric(text(in), in.readDouble(), in.readLong(), in.readLong()));
        }
        List<Param> params = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            params.add(new Param(text(in), text(in)));
        }
        List<RunTag> tags = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            tags.add(new RunTag(text(in), text(in)));
        }
        return new Batch(metrics, params, tags);
    }

    private static void update(DataOutputStream out, RunUpdate update) throws IOException {
        RunStatus status = update.status();
        Long end = update.endTime();
        String name = update.runName();
        text(out, status == null ? "" : status.name());
        out.writeBoolean(end != null);
        out.writeLong(end == null ? 0 : end);
        text(out, name == null ? "" : name);
    }

    private static RunUpdate update(DataInputStream in) throws IOException {
        String status = text(in);
        boolean ended = in.readBoolean();
        long end = in.readLong();
        String name = text(in);
        return new RunUpdate(
                status.isEmpty() ? null : RunStatus.valueOf(status), ended ? end : null, name.isEmpty() ? null : name);
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("A text of " + length + " bytes in an outbox record");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
