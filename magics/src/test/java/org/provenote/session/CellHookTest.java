package org.provenote.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outside of user code nobody but the hook can say what went wrong: what it throws there leaves the cell without an answer. */
class CellHookTest {
    private static final Cell CELL = new Cell("message", null, "%%mlflow run\nint x = 1;", 0);

    static Stream<Throwable> whatMayGoWrong() {
        return Stream.of(
                new IllegalStateException("a reason"),
                new NoClassDefFoundError("a reason"),
                new InternalError("a reason"));
    }

    @ParameterizedTest
    @MethodSource("whatMayGoWrong")
    void a_session_in_which_everything_goes_wrong_rejects_the_cell_in_one_line_and_lets_it_end(Throwable wrong) {
        CellHook hook = new CellHook(() -> (kernel, earlier, running) -> broken(wrong), new NoKernel());

        assertRejected(hook, "a reason");
        assertThatCode(() -> hook.ended("rejected")).doesNotThrowAnyException();
        assertThatCode(() -> hook.closed(true)).doesNotThrowAnyException();
    }

    @Test
    void a_session_that_cannot_be_opened_rejects_the_cell_in_one_line() {
        Supplier<NotebookSession.Factory> missing = () -> {
            throw new IllegalStateException("the jars are missing;\nreinstall");
        };

        assertRejected(new CellHook(missing, new NoKernel()), "the jars are missing; reinstall");
    }

    @Test
    void a_value_that_is_not_known_before_the_cell_rejects_it_in_one_line() {
        CellHook hook =
                new CellHook(() -> (kernel, earlier, running) -> broken(new AssertionError("asked")), new NoKernel());

        hook.starting(new Cell("message", null, "%%mlflow run sweep -p depth={depth}\nint depth = 3;", 0));

        assertThatThrownBy(hook::rejectCell)
                .isInstanceOf(MagicException.class)
                .hasMessage("%%mlflow run begins before its cell's code, where {depth} has no value yet;"
                        + " log it in the cell: %mlflow param KEY {depth}");
    }

    private static void assertRejected(CellHook hook, String why) {
        assertThat(hook.starting(CELL))
                .startsWith("import static org.provenote.session.Notebook.rejectCell; rejectCell();\n");
        assertThatThrownBy(hook::rejectCell)
                .isInstanceOf(MagicException.class)
                .hasMessageStartingWith("%%mlflow run failed: ")
                .hasMessageEndingWith(why)
                .satisfies(
                        error -> assertThat(hook.shortened(error.getMessage())).contains(error.getMessage()));
    }

    private static NotebookSession broken(Throwable wrong) {
        return (NotebookSession) Proxy.newProxyInstance(
                CellHookTest.class.getClassLoader(), new Class<?>[] {NotebookSession.class}, (proxy, method, args) -> {
                    throw wrong;
                });
    }

    private record NoKernel() implements KernelPort {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Path connectionFile() {
            return Path.of("none.json");
        }

        @Override
        public void display(Map<String, Object> data) {}

        @Override
        public Optional<FrontEnd> frontEnd() {
            return Optional.empty();
        }
    }
}
