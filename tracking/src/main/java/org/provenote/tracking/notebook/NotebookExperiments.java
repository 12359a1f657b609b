package org.provenote.tracking.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;

/**
 * The experiments of one store that belong to notebooks. One is found by the notebook's id, else by its path; it follows
 * the notebook to another path, with its name if we named it. An active experiment with another id is never taken.
 */
public final class NotebookExperiments {
    /** On an experiment: the notebook's path below Jupyter's root. On a run: that path when it ran. */
    public static final String PATH = "provenote.notebook.path";
    /** On an experiment: the notebook's id. */
    public static final String ID = "provenote.notebook.id";

    /** On an experiment that went to the trash with its notebook: it comes back with it. */
    private static final String TRASHED = "provenote.notebook.deleted";

    private static final String SOURCE_NAME = "mlflow.experiment.sourceName";
    /** {@code mlflow.utils.mlflow_tags.MLFLOW_EXPERIMENT_SOURCE_TYPE}. */
    private static final String SOURCE_TYPE = "mlflow.experiment.sourceType";

    private static final String EXPERIMENT_TYPE = "mlflow.experimentType";
    private static final String NOTEBOOK = "NOTEBOOK";

    private final TrackingStore store;

    public NotebookExperiments(TrackingStore store) {
        this.store = store;
    }

    /**
     * The id of the notebook's experiment, made if there is none.
     *
     * @param occupant which notebook stands at another path that the experiment names
     */
    public String of(NotebookKey notebook, Function<String, Occupant> occupant) {
        Optional<Experiment> byId = notebook.id().flatMap(this::withId);
        if (byId.isEmpty()) {
            byId = returned(notebook).map(store::getExperiment);
        }
        if (byId.isEmpty()) {
            return atPathOrNew(notebook);
        }
        Experiment experiment = byId.get();
        String before = experiment.tag(PATH).orElse("");
        Occupant there = before.equals(notebook.path()) ? Occupant.SAME_FILE : occupant.apply(before);
        if (there == Occupant.ORIGINAL) {
            // A copy has the id of another notebook until it is given its own.
            return atPathOrNew(new NotebookKey(notebook.path(), Optional.empty()));
        }
        if (there == Occupant.NONE) {
            follow(experiment, before, notebook.path());
        }
        return experiment.experimentId();
    }

    /** A notebook, or a folder of notebooks, is at another path now: their experiments follow. */
    public void moved(String from, String to) {
        for (Experiment experiment : search(TagFilter.startsWith(PATH, from))) {
            String path = experiment.tag(PATH).orElse("");
            if (path.equals(from) || path.startsWith(from + "/")) {
                follow(experiment, path, to + path.substring(from.length()));
            }
        }
    }

    /**
     * The notebook at {@code path} has been deleted, and its experiment goes to the trash with it.
     *
     * @return the experiment's id; empty where it has none
     */
    public Optional<String> trash(String path) {
        return atPath(new NotebookKey(path, Optional.empty())).map(experiment -> {
            store.setExperimentTag(experiment.experimentId(), new ExperimentTag(TRASHED, "true"));
            store.deleteExperiment(experiment.experimentId());
            return experiment.experimentId();
        });
    }

    /**
     * A notebook is there, perhaps again: the experiment that went to the trash with it comes back. By its id alone, for a new
     * notebook at the path of a deleted one is another notebook.
     *
     * @return the experiment's id; empty where none was in the trash
     */
    public Optional<String> returned(NotebookKey notebook) {
        Optional<Experiment> trashed = notebook.id()
                .flatMap(id -> search(TagFilter.is(ID, id.toString()), ViewType.DELETED_ONLY).stream()
                        .filter(experiment -> experiment.tag(TRASHED).isPresent())
                        .findFirst());
        trashed.ifPresent(experiment -> {
            store.restoreExperiment(experiment.experimentId());
            store.deleteExperimentTag(experiment.experimentId(), TRASHED);
        });
        return trashed.map(Experiment::experimentId);
    }

    private String atPathOrNew(NotebookKey notebook) {
        return atPath(notebook).map(found -> claim(found, notebook)).orElseGet(() -> create(notebook));
    }

    private Optional<Experiment> withId(UUID id) {
        return search(TagFilter.is(ID, id.toString())).stream().findFirst();
    }

    private Optional<Experiment> atPath(NotebookKey notebook) {
        return search(TagFilter.is(PATH, notebook.path())).stream()
                .filter(found -> found.tag(PATH).filter(notebook.path()::equals).isPresent())
                .filter(found -> fits(found, notebook))
                .findFirst();
    }

    /** Without an id on one side, the path decides. */
    private static boolean fits(Experiment experiment, NotebookKey notebook) {
        Optional<String> id = experiment.tag(ID);
        return id.isEmpty()
                || notebook.id().isEmpty()
                || id.get().equals(notebook.id().get().toString());
    }

    /** From now on the experiment is known by the notebook's id too. */
    private String claim(Experiment experiment, NotebookKey notebook) {
        if (experiment.tag(ID).isEmpty()) {
            notebook.id()
                    .ifPresent(id ->
                            store.setExperimentTag(experiment.experimentId(), new ExperimentTag(ID, id.toString())));
        }
        return experiment.experimentId();
    }

    private void follow(Experiment experiment, String from, String to) {
        leavePath(to, experiment.experimentId());
        store.setExperimentTag(experiment.experimentId(), new ExperimentTag(PATH, to));
        store.setExperimentTag(experiment.experimentId(), new ExperimentTag(SOURCE_NAME, to));
        if (NotebookKey.isNamedAfter(experiment.name(), from)) {
            rename(experiment, NotebookKey.experimentName(to));
        }
    }

    /** An experiment whose notebook is no longer at {@code path} keeps its name and its runs, and is that path's no more. */
    private void leavePath(String path, String newOwner) {
        search(TagFilter.is(PATH, path)).stream()
                .filter(other -> other.tag(PATH).filter(path::equals).isPresent())
                .filter(other -> !other.experimentId().equals(newOwner))
                .forEach(other -> store.deleteExperimentTag(other.experimentId(), PATH));
    }

    private void rename(Experiment experiment, String name) {
        for (int attempt = 1; ; attempt++) {
            String candidate = numbered(name, attempt);
            if (candidate.equals(experiment.name())) {
                return;
            }
            try {
                if (store.findExperiment(candidate).isEmpty()) {
                    store.renameExperiment(experiment.experimentId(), candidate);
                    return;
                }
            } catch (MlflowException e) {
                requireTaken(e);
            }
        }
    }

    private String create(NotebookKey notebook) {
        notebook.id().ifPresent(id -> leavePath(notebook.path(), ""));
        String name = NotebookKey.experimentName(notebook.path());
        for (int attempt = 1; ; attempt++) {
            // A name in the trash stays taken there, as does one that another notebook's experiment has.
            String candidate = numbered(name, attempt);
            Optional<Experiment> existing = store.findExperiment(candidate);
            if (existing.filter(found -> isAnyones(found, notebook)).isPresent()) {
                return existing.get().experimentId();
            }
            try {
                if (existing.isEmpty()) {
                    return store.createExperiment(new NewExperiment(candidate, null, tags(notebook)));
                }
            } catch (MlflowException e) {
                // Another kernel on the same notebook was faster: its experiment is looked at under the same name.
                requireTaken(e);
                attempt--;
            }
        }
    }

    /** Made by hand under the notebook's name, or this notebook's by another kernel that was faster. */
    private static boolean isAnyones(Experiment found, NotebookKey notebook) {
        boolean free = found.tag(ID).isEmpty() && found.tag(SOURCE_NAME).isEmpty();
        boolean ours = found.tag(PATH).filter(notebook.path()::equals).isPresent() && fits(found, notebook);
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

    private static List<ExperimentTag> tags(NotebookKey notebook) {
        List<ExperimentTag> tags = new ArrayList<>(List.of(
                new ExperimentTag(EXPERIMENT_TYPE, NOTEBOOK),
                new ExperimentTag(SOURCE_TYPE, NOTEBOOK),
                new ExperimentTag(SOURCE_NAME, notebook.path()),
                new ExperimentTag(PATH, notebook.path())));
        notebook.id().ifPresent(id -> tags.add(new ExperimentTag(ID, id.toString())));
        return tags;
    }

    private List<Experiment> search(String filter) {
        return search(filter, ViewType.ACTIVE_ONLY);
    }

    private List<Experiment> search(String filter, ViewType viewType) {
        ExperimentSearch all = ExperimentSearch.all();
        ExperimentSearch search =
                new ExperimentSearch(filter, viewType, all.maxResults(), all.orderBy(), all.pageToken());
        List<Experiment> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Experiment> page = store.searchExperiments(search.pageToken(token.orElse(null)));
            found.addAll(page.items());
            token = page.nextToken();
        } while (token.isPresent());
        return found;
    }
}
