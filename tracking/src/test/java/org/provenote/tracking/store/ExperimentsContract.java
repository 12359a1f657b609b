package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.entities.ViewType;

/** What every store promises of experiments. */
interface ExperimentsContract extends StoreSteps {
    @Test
    default void anExperimentComesBackAsItWasCreated() {
        String name = unique("naïve – \"quoted\" 'name' %");
        String id = store().createExperiment(new NewExperiment(name, null, List.of(new ExperimentTag("team", "Δ"))));

        Experiment experiment = store().getExperiment(id);

        assertThat(experiment.name()).isEqualTo(name);
        assertThat(experiment.lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(experiment.tag("team")).contains("Δ");
        assertThat(experiment.artifactLocation()).endsWith("/" + id);
        assertThat(experiment.creationTime()).isBetween(now() - 60_000, now()).isEqualTo(experiment.lastUpdateTime());
        assertThat(store().findExperiment(name)).contains(experiment);
    }

    @Test
    default void theDefaultExperimentIsThereFromTheStart() {
        assertThat(store().getExperiment("0").name()).isEqualTo("Default");
    }

    @Test
    default void anUnknownExperimentIsMissingByIdAndEmptyByName() {
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().getExperiment("987654321"));
        assertThat(store().findExperiment(unique("nobody"))).isEmpty();
    }

    @Test
    default void anExperimentIdThatIsNoNumberIsRefused() {
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().getExperiment("seven"));
    }

    @Test
    default void aTakenExperimentNameIsRefusedAlsoWhenItsExperimentIsInTheTrash() {
        String name = unique("taken");
        String id = store().createExperiment(NewExperiment.named(name));
        assertRefused(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> store().createExperiment(NewExperiment.named(name)));
        store().deleteExperiment(id);
        assertRefused(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> store().createExperiment(NewExperiment.named(name)));
    }

    @Test
    default void anExperimentNeedsAName() {
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> store().createExperiment(NewExperiment.named("")));
    }

    @Test
    default void anArtifactLocationIsKeptAsGiven() {
        String location = "s3://bucket/" + unique("folder");
        String id = store().createExperiment(new NewExperiment(unique("located"), location, List.of()));
        assertThat(store().getExperiment(id).artifactLocation()).isEqualTo(location);
        RunInfo run = newRun(id).info();
        assertThat(run.artifactUri()).isEqualTo(location + "/" + run.runId() + "/artifacts");
    }

    @Test
    default void deletingAnExperimentTakesItsRunsAlongAndRestoringBringsThemBack() {
        String id = newExperiment();
        String runId = newRun(id).info().runId();

        store().deleteExperiment(id);
        assertThat(store().getExperiment(id).lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(store().getRun(runId).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteExperiment(id));
        assertRefused(ErrorCode.INVALID_PARAMETER_VALUE, () -> newRun(id));

        store().restoreExperiment(id);
        assertThat(store().getExperiment(id).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertThat(store().getRun(runId).info().lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().restoreExperiment(id));
    }

    @Test
    default void anExperimentIsRenamedWhileItIsActive() {
        String id = newExperiment();
        String name = unique("renamed");
        store().renameExperiment(id, name);
        assertThat(store().getExperiment(id).name()).isEqualTo(name);
        store().deleteExperiment(id);
        assertRefused(ErrorCode.INVALID_STATE, () -> store().renameExperiment(id, unique("again")));
    }

    @Test
    default void experimentTagsAreSetChangedAndDeleted() {
        String id = newExperiment();
        store().setExperimentTag(id, new ExperimentTag("k", "1"));
        store().setExperimentTag(id, new ExperimentTag("k", "2"));
        assertThat(store().getExperiment(id).tag("k")).contains("2");
        store().deleteExperimentTag(id, "k");
        assertThat(store().getExperiment(id).tag("k")).isEmpty();
        assertRefused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store().deleteExperimentTag(id, "k"));
    }

    @Test
    default void experimentsAreFoundByFilterInOrderPageByPage() {
        String mark = unique("page");
        for (int i = 0; i < 5; i++) {
            store().createExperiment(new NewExperiment(mark + i, null, List.of(new ExperimentTag("mark", mark))));
        }
        ExperimentSearch search = new ExperimentSearch(
                "tags.mark = '" + mark + "' AND name LIKE '%" + mark + "%'",
                ViewType.ACTIVE_ONLY,
                2,
                List.of("name DESC"),
                null);

        Page<Experiment> first = store().searchExperiments(search);
        Page<Experiment> second =
                store().searchExperiments(search.pageToken(first.nextToken().orElseThrow()));
        Page<Experiment> third =
                store().searchExperiments(search.pageToken(second.nextToken().orElseThrow()));

        assertThat(names(first)).containsExactly(mark + "4", mark + "3");
        assertThat(names(second)).containsExactly(mark + "2", mark + "1");
        assertThat(names(third)).containsExactly(mark + "0");
        assertThat(third.nextToken()).isEmpty();
    }

    default List<String> names(Page<Experiment> page) {
        return page.items().stream().map(Experiment::name).toList();
    }
}
