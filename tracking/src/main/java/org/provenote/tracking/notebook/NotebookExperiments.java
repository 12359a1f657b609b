package org.provenote.tracking.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunInfo;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/**
 * The experiments of one store that belong to notebooks. One is found by the notebook's id, else by its path; it follows
 * the notebook to another path, with its name if we named it. An active experiment with another id is never taken. Where the
 * store is a server, other users' notebooks may have the same paths: what is another's keeps its tags, and a path decides only
 * where neither side has an id.
 */
public final class NotebookExperiments {
    /** On an experiment: the notebook's path below Jupyter's root. */
    public static final String PATH = "provenote.notebook.path";
    /** On an experiment: the notebook's id. */
    public static final String ID = "provenote.notebook.id";

    /** On the experiment of a file that still has the id of the notebook it was copied from. */
    static final String COPY_OF = "provenote.notebook.copyOf";

    /** On an experiment that went to the trash with its notebook: it comes back with it. */
    static final String TRASHED = "provenote.notebook.deleted";

    private static final String SOURCE_NAME = "mlflow.experiment.sourceName";
    /** {@code mlflow.utils.mlflow_tags.MLFLOW_EXPERIMENT_SOURCE_TYPE}. */
    private static final String SOURCE_TYPE = "mlflow.experiment.sourceType";

    private static final String EXPERIMENT_TYPE = "mlflow.experimentType";
    private static final String NOTEBOOK = "NOTEBOOK";

    private final TrackingStore store;
    private final TaggedExperiments experiments;

    public NotebookExperiments(TrackingStore store) {
        this.store = store;
        this.experiments = new TaggedExperiments(store);
    }

    /** The id of the notebook's experiment, made if there is none. */
    public String of(NotebookKey notebook, NotebookFiles files) {
        OwnExperiment own = new OwnExperiment(experiments, notebook, files);
        OwnExperiment.Found byId = own.byId();
        return byId.experiment()
                .map(found -> isHere(found, notebook, files))
                .or(() -> own.byPath().map(found -> claim(returned(found), notebook, byId.isCopy())))
                .orElseGet(() -> create(notebook, own, byId.isCopy()));
    }

    /** The notebook's experiment as it is now; empty where the next run would make one, or bring one back from the trash. */
    public Optional<Experiment> find(NotebookKey notebook, NotebookFiles files) {
        OwnExperiment own = new OwnExperiment(experiments, notebook, files);
        return own.byId().experiment().or(own::byPath).filter(found -> found.lifecycleStage() == LifecycleStage.ACTIVE);
    }

    /**
     * A notebook is there, perhaps again or at another path: the experiment that knows its id follows, also out of the trash
     * where it went with it. None is made.
     *
     * @return the experiment's id; empty where none knows this notebook's id
     */
    public Optional<String> seen(NotebookKey notebook, NotebookFiles files) {
        return new OwnExperiment(experiments, notebook, files)
                .byId()
                .experiment()
                .map(found -> isHere(found, notebook, files));
    }

    /** Whether the experiment is known by this path and this id, so that nothing need be looked for. */
    public static boolean isOf(NotebookKey notebook, Experiment experiment) {
        return isAt(notebook.path(), experiment)
                && OwnExperiment.idOf(experiment).equals(notebook.id().map(UUID::toString));
    }

    /** Whether the experiment is, or was, some notebook's own. */
    public static boolean isANotebooks(Experiment experiment) {
        return experiment.tag(PATH).isPresent() || experiment.tag(SOURCE_TYPE).equals(Optional.of(NOTEBOOK));
    }

    static boolean isAt(String path, Experiment experiment) {
        return experiment.tag(PATH).filter(path::equals).isPresent();
    }

    /**
     * A notebook, or a folder of notebooks, is at another path now: their experiments follow.
     *
     * @param there the notebook that stands at a path now, if one does
     */
    public void moved(String from, String to, Function<String, Optional<NotebookKey>> there) {
        for (Experiment experiment : experiments.below(from)) {
            String path = to + experiment.tag(PATH).orElse(from).substring(from.length());
            if (!experiments.areOthersToo() || isThatAt(path, experiment, there)) {
                follow(experiment, path);
            }
        }
    }

    private static boolean isThatAt(String path, Experiment experiment, Function<String, Optional<NotebookKey>> there) {
        return there.apply(path)
                .map(notebook -> notebook.id().map(UUID::toString))
                .filter(OwnExperiment.idOf(experiment)::equals)
                .isPresent();
    }

    /**
     * The notebook has been deleted, and its experiment goes to the trash with it.
     *
     * @return the experiment's id; empty where it has none
     * @throws MlflowException on a server if several users have runs in it: notebooks of theirs may well be there yet
     */
    public Optional<String> trash(NotebookKey notebook, NotebookFiles files) {
        return find(notebook, files).map(experiment -> {
            if (experiments.areOthersToo() && areOfSeveral(experiment)) {
                throw new MlflowException(
                        ErrorCode.BAD_REQUEST, "Several users have runs in '" + experiment.name() + "'.");
            }
            store.setExperimentTag(experiment.experimentId(), new ExperimentTag(TRASHED, "true"));
            store.deleteExperiment(experiment.experimentId());
            return experiment.experimentId();
        });
    }

    /** As {@link Run#areOfSeveralUsers}, of all runs. */
    private boolean areOfSeveral(Experiment experiment) {
        String named = "attributes.user_id != '' AND attributes.user_id != '" + RunInfo.UNKNOWN_USER + "'";
        RunSearch one = RunSearch.in(List.of(experiment.experimentId())).maxResults(1);
        return store.searchRuns(one.filter(named)).items().stream()
                .map(run -> run.info().userId())
                .map(user -> user.contains("'") ? '"' + user + '"' : "'" + user + "'")
                .anyMatch(user -> !store.searchRuns(one.filter(named + " AND attributes.user_id != " + user))
                        .items()
                        .isEmpty());
    }

    /** The id of the active experiment of that name, made if there is none; numbered where the name is in the trash. */
    public String named(String name) {
        return named(name, found -> found.lifecycleStage() == LifecycleStage.ACTIVE, List.of());
    }

    /** The id of the experiment of that name if it {@code serves}, made if there is none; else of the next number. */
    private String named(String name, Predicate<Experiment> serves, List<ExperimentTag> tags) {
        for (int attempt = 1; ; attempt++) {
            String candidate = numbered(name, attempt);
            Optional<Experiment> existing = store.findExperiment(candidate);
            if (existing.filter(serves).isPresent()) {
                return existing.get().experimentId();
            }
            try {
                if (existing.isEmpty()) {
                    return store.createExperiment(new NewExperiment(candidate, null, tags));
                }
            } catch (MlflowException e) {
                // Another process was faster: its experiment is looked at under the same name.
                requireTaken(e);
                attempt--;
            }
        }
    }

    private Experiment returned(Experiment experiment) {
        if (experiment.lifecycleStage() == LifecycleStage.DELETED) {
            unlessDone(() -> store.restoreExperiment(experiment.experimentId()));
            unlessDone(() -> store.deleteExperimentTag(experiment.experimentId(), TRASHED));
        }
        return experiment;
    }

    private String isHere(Experiment experiment, NotebookKey notebook, NotebookFiles files) {
        returned(experiment);
        String before = experiment.tag(PATH).orElse("");
        if (!before.equals(notebook.path()) && files.at(before) == Occupant.NONE) {
            follow(experiment, notebook.path());
        }
        return experiment.experimentId();
    }

    /** From now on the experiment is known by the notebook's id too. */
    private String claim(Experiment experiment, NotebookKey notebook, boolean isCopy) {
        String id = experiment.experimentId();
        notebook.id()
                .filter(own -> !isCopy && !experiment.tag(ID).equals(Optional.of(own.toString())))
                .ifPresent(own -> store.setExperimentTag(id, new ExperimentTag(ID, own.toString())));
        return id;
    }

    private void follow(Experiment experiment, String to) {
        // Also where another notebook took its path meanwhile: the name is still of the path where it was last.
        String from = experiment.tag(SOURCE_NAME).or(() -> experiment.tag(PATH)).orElse("");
        leavePath(to, other -> other.experimentId().equals(experiment.experimentId()));
        store.setExperimentTag(experiment.experimentId(), new ExperimentTag(PATH, to));
        store.setExperimentTag(experiment.experimentId(), new ExperimentTag(SOURCE_NAME, to));
        if (NotebookKey.isNamedAfter(experiment.name(), from)) {
            rename(experiment, NotebookKey.experimentName(to));
        }
    }

    /** An experiment whose notebook is no longer at {@code path} keeps its name and its runs, and is that path's no more. */
    private void leavePath(String path, Predicate<Experiment> stays) {
        if (experiments.areOthersToo()) {
            return;
        }
        experiments.at(path).stream()
                .filter(other -> !stays.test(other))
                .forEach(other -> unlessDone(() -> store.deleteExperimentTag(other.experimentId(), PATH)));
    }

    /** Another kernel may do the same for the same notebook at this moment, and what it has done is not there to be done. */
    private static void unlessDone(Runnable change) {
        try {
            change.run();
        } catch (MlflowException e) {
            if (e.errorCode() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
                throw e;
            }
        }
    }

    private void rename(Experiment experiment, String name) {
        for (int attempt = 1; ; attempt++) {
            String candidate = numbered(name, attempt);
            if (candidate.equals(experiment.name())) {
                return;
            }
            try {
                Optional<Experiment> named = store.findExperiment(candidate);
                if (named.isEmpty()) {
                    store.renameExperiment(experiment.experimentId(), candidate);
                    return;
                }
                if (named.get().experimentId().equals(experiment.experimentId())) {
                    // Another process has seen the same move.
                    return;
                }
            } catch (MlflowException e) {
                requireTaken(e);
            }
        }
    }

    private String create(NotebookKey notebook, OwnExperiment own, boolean isCopy) {
        // Its own may be there by now: another kernel was faster.
        notebook.id().ifPresent(id -> leavePath(notebook.path(), other -> isOf(notebook, other)));
        // A name in the trash stays taken there, as does one that another notebook's experiment has.
        return named(
                NotebookKey.experimentName(notebook.path()),
                found -> isAnyones(found, notebook, own),
                tags(notebook, isCopy));
    }

    /** Made by hand under the notebook's name, or this notebook's by another kernel that was faster. */
    private static boolean isAnyones(Experiment found, NotebookKey notebook, OwnExperiment own) {
        boolean free = found.tag(ID).isEmpty() && found.tag(SOURCE_NAME).isEmpty();
        boolean ours = isAt(notebook.path(), found) && own.mayBeIts(found);
        return found.lifecycleStage() == LifecycleStage.ACTIVE && (free || ours);
    }

    private static String numbered(String name, int attempt) {
        return attempt == 1 ? name : name + " (" + attempt + ")";
    }

    private static void requireTaken(MlflowException e) {
        if (e.errorCode() != ErrorCode.RESOURCE_ALREADY_EXISTS) {
            throw e;
        }
    }

    private static List<ExperimentTag> tags(NotebookKey notebook, boolean isCopy) {
        List<ExperimentTag> tags = new ArrayList<>(List.of(
                new ExperimentTag(EXPERIMENT_TYPE, NOTEBOOK),
                new ExperimentTag(SOURCE_TYPE, NOTEBOOK),
                new ExperimentTag(SOURCE_NAME, notebook.path()),
                new ExperimentTag(PATH, notebook.path())));
        notebook.id().ifPresent(id -> tags.add(new ExperimentTag(isCopy ? COPY_OF : ID, id.toString())));
        return tags;
    }
}
