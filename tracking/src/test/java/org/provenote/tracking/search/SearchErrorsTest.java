package org.provenote.tracking.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchErrorsTest {
    @Test
    void noCharacterOfALongExpressionIsCutInTwo() {
        String expression = "x" + "\uD83D\uDE00".repeat(600);

        String message = new SearchErrors("filter", expression)
                .at(0, "x", "a comparison")
                .getMessage();

        assertThat(message).endsWith("In: x" + "\uD83D\uDE00".repeat(499) + "…");
    }
}
