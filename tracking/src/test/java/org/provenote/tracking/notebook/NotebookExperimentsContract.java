package org.provenote.tracking.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.Experiment;
import org.provenote.tracking.entities.LifecycleStage;
import org.provenote.tracking.store.NewExperiment;
import org.provenote.tracking.store.TrackingStore;

/** What every store keeps of the promise that an experiment follows its notebook for life. */
abstract class NotebookExperimentsContract {
    private UUID id = UUID.randomUUID();
    /** A folder of each test's own: a server's store is shared. */
    private String folder = "";

    @BeforeEach
    void anotherNotebook() {
        id = UUID.randomUUID();
        folder = UUID.randomUUID() + "/";
    }

    protected abstract TrackingStore store();

    @Test
    void anExperimentIsNamedAfterTheNotebooksPathAndFoundAgain() {
        String made = of("a.ipynb", id);

        assertThat(of("a.ipynb", id)).isEqualTo(made);
        assertThat(store().getExperiment(made).name()).isEqualTo(folder + "a");
        assertThat(store().getExperiment(made).tag("mlflow.experiment.sourceType"))
                .contains("NOTEBOOK");
    }

    @Test
    void aNotebookMovedOnDiskIsFoundByItsIdAndItsExperimentTakesTheNewName() {
        String made = of("a.ipynb", id);

        assertThat(of("sub/b.ipynb", id)).isEqualTo(made);
        assertBelongsTo(made, "sub/b.ipynb", "sub/b");
    }

    @Test
    void aNotebookThatGetsAnIdLaterKeepsTheExperimentOfItsPath() {
        String made = of("a.ipynb", null);

        assertThat(experiments().of(key("a.ipynb", id), keptAs("a.ipynb", null)))
                .isEqualTo(made);
        assertThat(of("b.ipynb", id)).isEqualTo(made);
    }

    @Test
    void aCopyStartsItsOwnExperimentWhileTheOriginalIsThere() {
        String original = of("a.ipynb", id);

        String copy = of("copy.ipynb", id, true);

        assertThat(copy).isNotEqualTo(original);
        assertThat(experiments().of(key("copy.ipynb", UUID.randomUUID()), keptAs("copy.ipynb", id)))
                .isEqualTo(copy);
        assertThat(of("a.ipynb", id)).isEqualTo(original);
        assertBelongsTo(original, "a.ipynb", "a");
    }

    @Test
    void aFileThatGoesByAnotherPathElsewhereKeepsExperimentAndName() {
        String made = of("week/a.ipynb", id);

        NotebookKey fromBelow = new NotebookKey("a.ipynb", Optional.of(id));

        assertThat(experiments().of(fromBelow, before -> Occupant.SAME_FILE)).isEqualTo(made);
        assertBelongsTo(made, "week/a.ipynb", "week/a");
    }

    @Test
    void anotherNotebookAtTheOldPathDoesNotGetTheExperiment() {
        String first = of("a.ipynb", id);

        String second = of("a.ipynb", UUID.randomUUID());

        assertThat(second).isNotEqualTo(first);
        assertBelongsTo(second, "a.ipynb", "a (2)");
    }

    @Test
    void aNameThatAPersonGaveIsKept() {
        String made = of("a.ipynb", id);
        store().renameExperiment(made, folder + "my study");

        of("b.ipynb", id);

        assertBelongsTo(made, "b.ipynb", "my study");
    }

    @Test
    void aNewNameThatTheTrashHoldsGetsANumber() {
        store().deleteExperiment(store().createExperiment(NewExperiment.named(folder + "b")));
        String made = of("a.ipynb", id);

        moved("a.ipynb", "b.ipynb", id);
        assertBelongsTo(made, "b.ipynb", "b (2)");

        moved("b.ipynb", "c.ipynb", id);
        assertBelongsTo(made, "c.ipynb", "c");
    }

    @Test
    void anExperimentOfAnotherNotebookIsNotTakenForItsName() {
        String other = of("a.ipynb", UUID.randomUUID());
        store().renameExperiment(other, folder + "b");

        assertThat(of("b.ipynb", id)).isNotEqualTo(other);
    }

    @Test
    void anExperimentGoesToTheTrashWithItsNotebookAndComesBackWithIt() {
        String made = of("a.ipynb", id);

        assertThat(trash("a.ipynb", id)).contains(made);
        assertThat(store().getExperiment(made).lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
        assertThat(of("a.ipynb", UUID.randomUUID())).isNotEqualTo(made);

        assertThat(seen("a.ipynb", UUID.randomUUID())).isEmpty();
        assertThat(seen("a.ipynb", id)).contains(made);
        assertThat(store().getExperiment(made).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void aRunInARestoredNotebookBringsItsExperimentBack() {
        String made = of("a.ipynb", id);
        trash("a.ipynb", id);

        assertThat(of("back/a.ipynb", id)).isEqualTo(made);
        assertBelongsTo(made, "back/a.ipynb", "back/a");
    }

    @Test
    void anExperimentThatAPersonDeletedStaysDeleted() {
        String made = of("a.ipynb", id);
        store().deleteExperiment(made);

        assertThat(of("a.ipynb", id)).isNotEqualTo(made);
        assertThat(trash("nobody.ipynb", null)).isEmpty();
    }

    @Test
    void aNotebookThatIsOnlySeenAtAnotherPathTakesItsExperimentThereAndANewOneGetsNone() {
        String made = of("a.ipynb", id);

        assertThat(seen("b.ipynb", id)).contains(made);
        assertBelongsTo(made, "b.ipynb", "b");
        assertThat(seen("c.ipynb", UUID.randomUUID())).isEmpty();
    }

    @Test
    void aCopyKeepsItsExperimentWhereverItAndTheOriginalAreMoved() {
        String original = of("a.ipynb", id);
        String copy = of("copy.ipynb", id, true);

        assertThat(of("a.ipynb", id)).isEqualTo(original);
        assertThat(experiments().of(key("moved.ipynb", id), except("a.ipynb"))).isEqualTo(copy);
        assertBelongsTo(copy, "moved.ipynb", "moved");
        assertThat(experiments().of(key("moved.ipynb", id), path -> Occupant.NONE))
                .as("after the original's deletion")
                .isEqualTo(copy);
        assertBelongsTo(original, "a.ipynb", "a");
    }

    @Test
    void anOriginalDoesNotTakeTheExperimentOfACopyThatIsGone() {
        NotebookFiles copied = new NotebookFiles() {
            @Override
            public Occupant at(String path) {
                return Occupant.NONE;
            }

            @Override
            public boolean isCopy() {
                return true;
            }
        };
        String copy = experiments().of(key("copy.ipynb", id), copied);

        assertThat(of("a.ipynb", id)).isNotEqualTo(copy);
    }

    @Test
    void aNotebookThatLostItsIdAndGotAnotherKeepsItsExperimentAlsoOutOfTheTrash() {
        String made = of("a.ipynb", id);
        UUID second = UUID.randomUUID();

        assertThat(experiments().of(key("a.ipynb", second), keptAs("a.ipynb", id)))
                .isEqualTo(made);
        assertThat(of("b.ipynb", second)).isEqualTo(made);

        trash("b.ipynb", second);
        assertThat(experiments().of(key("b.ipynb", null), keptAs("b.ipynb", second)))
                .isEqualTo(made);
        assertThat(store().getExperiment(made).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void notebooksThatChangePlacesTakeTheirNamesAlong() {
        UUID other = UUID.randomUUID();
        String first = of("a.ipynb", id);
        String second = of("b.ipynb", other);

        assertThat(of("b.ipynb", id)).isEqualTo(first);
        assertThat(of("a.ipynb", other)).isEqualTo(second);
        assertBelongsTo(first, "b.ipynb", "b (2)");
        assertBelongsTo(second, "a.ipynb", "a");
    }

    @Test
    void anExperimentMadeByHandUnderTheNotebooksNameIsUsed() {
        String made = store().createExperiment(NewExperiment.named(folder + "a"));

        assertThat(of("a.ipynb", id)).isEqualTo(made);
    }

    @Test
    void whenAFolderMovesAllItsNotebooksExperimentsFollowAndNoOthers() {
        String inside = of("week 1/a.ipynb", null);
        String deeper = of("week 1/x/b.ipynb", null);
        String beside = of("week 10/a.ipynb", null);

        moved("week 1", "week 2", null);

        assertBelongsTo(inside, "week 2/a.ipynb", "week 2/a");
        assertBelongsTo(deeper, "week 2/x/b.ipynb", "week 2/x/b");
        assertBelongsTo(beside, "week 10/a.ipynb", "week 10/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's.ipynb",
                "\"both\" & 'kinds'.ipynb",
                "100%_sure.ipynb",
                "$(touch x)`y`.ipynb",
                "\"><img onerror=alert(1)>.ipynb",
                "line\r\nbreak.ipynb",
                "\u202Egnp.ipynb",
                "日本語 #1.ipynb"
            })
    void awkwardNamesAreFoundAndFollowed(String name) {
        String made = of(name, null);
        assertThat(of(name, null)).isEqualTo(made);

        moved(name, "to " + name, null);

        assertThat(of("to " + name, null)).isEqualTo(made);
        assertThat(of(name, null)).isNotEqualTo(made);
    }

    /** The other kernel does all it has to before the n-th thing that this one asks of the store. */
    @Test
    void twoKernelsThatStartAtOnceShareOneExperimentHoweverTheirCallsFall() {
        for (int n = 1; n <= 12; n++) {
            UUID both = UUID.randomUUID();
            String path = "at once " + n + ".ipynb";
            AtomicReference<String> others = new AtomicReference<>();
            TrackingStore interrupted = before(n, () -> others.set(of(path, both)));

            String own = new NotebookExperiments(interrupted).of(key(path, both), other -> Occupant.NONE);

            assertThat(own).isEqualTo(others.updateAndGet(id -> id == null ? of(path, both) : id));
            assertBelongsTo(own, path, "at once " + n);
        }
    }

    @Test
    void aPathThatWasAnothersIsTakenOverByTwoKernelsAtOnce() {
        for (int n = 1; n <= 12; n++) {
            UUID both = UUID.randomUUID();
            String path = "taken over " + n + ".ipynb";
            of(path, UUID.randomUUID());
            AtomicReference<String> others = new AtomicReference<>();
            TrackingStore interrupted = before(n, () -> others.set(of(path, both)));

            String own = new NotebookExperiments(interrupted).of(key(path, both), other -> Occupant.NONE);

            assertThat(own).isEqualTo(others.updateAndGet(id -> id == null ? of(path, both) : id));
            assertBelongsTo(own, path, "taken over " + n + " (2)");
        }
    }

    @Test
    void aRenameThatTwoSeeAtOnceGivesTheNameOnce() {
        for (int n = 1; n <= 12; n++) {
            UUID both = UUID.randomUUID();
            String from = "old " + n + ".ipynb";
            String to = "new " + n + ".ipynb";
            String made = of(from, both);
            TrackingStore interrupted = before(n, () -> moved(from, to, both));

            assertThat(new NotebookExperiments(interrupted).of(key(to, both), other -> Occupant.NONE))
                    .isEqualTo(made);
            assertBelongsTo(made, to, "new " + n);
        }
    }

    @Test
    void twoKernelsBringOneExperimentBackFromTheTrash() {
        for (int n = 1; n <= 12; n++) {
            UUID both = UUID.randomUUID();
            String path = "back " + n + ".ipynb";
            String made = of(path, both);
            trash(path, both);
            TrackingStore interrupted = before(n, () -> of(path, both));

            assertThat(new NotebookExperiments(interrupted).of(key(path, both), keptAs(path, both)))
                    .isEqualTo(made);
            assertThat(store().getExperiment(made).lifecycleStage()).isEqualTo(LifecycleStage.ACTIVE);
        }
    }

    /** The store, before whose n-th call something else is done. */
    private TrackingStore before(int n, Runnable somethingElse) {
        AtomicInteger calls = new AtomicInteger();
        return (TrackingStore) Proxy.newProxyInstance(
                TrackingStore.class.getClassLoader(),
                new Class<?>[] {TrackingStore.class},
                (proxy, method, arguments) -> {
                    if (calls.incrementAndGet() == n) {
                        somethingElse.run();
                    }
                    try {
                        return method.invoke(store(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void assertBelongsTo(String experimentId, String path, String name) {
        Experiment experiment = store().getExperiment(experimentId);
        assertThat(experiment.tag(NotebookExperiments.PATH)).contains(folder + path);
        assertThat(experiment.tag("mlflow.experiment.sourceName")).contains(folder + path);
        assertThat(experiment.name()).isEqualTo(folder + name);
    }

    private NotebookFiles except(String path) {
        return other -> other.equals(folder + path) ? Occupant.ORIGINAL : Occupant.NONE;
    }

    private NotebookFiles keptAs(String name, UUID before) {
        return new NotebookFiles() {
            @Override
            public Occupant at(String path) {
                return Occupant.NONE;
            }

            @Override
            public Optional<NotebookKey> before() {
                return Optional.of(key(name, before));
            }
        };
    }

    private Optional<String> seen(String path, UUID id) {
        return experiments().seen(key(path, id), before -> Occupant.NONE);
    }

    private void moved(String from, String to, UUID there) {
        experiments()
                .moved(
                        folder + from,
                        folder + to,
                        path -> Optional.of(new NotebookKey(path, Optional.ofNullable(there))));
    }

    private Optional<String> trash(String path, UUID id) {
        return experiments().trash(key(path, id), before -> Occupant.NONE);
    }

    protected final NotebookKey key(String path, UUID id) {
        return new NotebookKey(folder + path, Optional.ofNullable(id));
    }

    protected final NotebookExperiments experiments() {
        return new NotebookExperiments(store());
    }

    protected final String of(String path, UUID id) {
        return of(path, id, false);
    }

    private String of(String path, UUID id, boolean originalExists) {
        return experiments()
                .of(
                        new NotebookKey(folder + path, Optional.ofNullable(id)),
                        before -> originalExists ? Occupant.ORIGINAL : Occupant.NONE);
    }
}
