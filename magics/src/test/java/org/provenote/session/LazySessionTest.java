package org.provenote.session;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.tracking.context.RunContextProvider;

class LazySessionTest {
    static Stream<Method> answered_by_default() {
        return Stream.of(RunContextProvider.class.getMethods()).filter(Method::isDefault);
    }

    @ParameterizedTest
    @MethodSource("answered_by_default")
    void what_runs_ask_of_the_notebook_reaches_it(Method asked) {
        assertThatCode(() -> LazySession.class.getDeclaredMethod(asked.getName(), asked.getParameterTypes()))
                .doesNotThrowAnyException();
    }
}
