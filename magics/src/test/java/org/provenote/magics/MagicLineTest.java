package org.provenote.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.session.MagicException;

class MagicLineTest {
    @Test
    void parts_words_at_white_space_and_keeps_quoted_ones_together() {
        assertThat(MagicLine.words("start  'my run' -p \"a b\"=c\\\"d", List.of()))
                .containsExactly("start", "my run", "-p", "a b=c\"d");
    }

    @Test
    void keeps_backslashes_of_windows_paths() {
        assertThat(MagicLine.words("artifact C:\\data\\x.csv", List.of()))
                .containsExactly("artifact", "C:\\data\\x.csv");
    }

    @Test
    void keeps_an_empty_word_in_quotes() {
        assertThat(MagicLine.words("param note \"\"", List.of())).containsExactly("param", "note", "");
    }

    @Test
    void puts_a_value_in_as_one_word_whatever_it_holds() {
        assertThat(MagicLine.words("param note \n", List.of("two words \"quoted\" {1}\n")))
                .containsExactly("param", "note", "two words \"quoted\" {1}\n");
    }

    @Test
    void puts_values_in_where_they_stand_and_leaves_numbers_in_braces_alone() {
        assertThat(MagicLine.words("param {0} {1}\n \"\n b\"", List.of("x", "y")))
                .containsExactly("param", "{0}", "{1}x", "y b");
    }

    @Test
    void keeps_an_empty_value_and_one_that_is_null_as_words() {
        assertThat(MagicLine.words("param \n \n", Arrays.asList("", null))).containsExactly("param", "", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"param lr 0.1;", "param lr 0.1 ; ", "param lr '0.1';", "param lr \n;"})
    void leaves_out_one_semicolon_at_the_end(String line) {
        assertThat(MagicLine.words(line, List.of("0.1"))).containsExactly("param", "lr", "0.1");
    }

    @Test
    void keeps_semicolons_in_quotes_and_before_the_end() {
        assertThat(MagicLine.words("param sep ';'", List.of())).containsExactly("param", "sep", ";");
        assertThat(MagicLine.words("param a;b c;;", List.of())).containsExactly("param", "a;b", "c;");
    }

    @Test
    void keeps_a_semicolon_that_a_value_follows() {
        assertThat(MagicLine.words("param range \n;\n", List.of("1", "2"))).containsExactly("param", "range", "1;2");
        assertThat(MagicLine.words("tag list ;\n ", List.of("a"))).containsExactly("tag", "list", ";a");
    }

    @Test
    void names_a_quote_that_is_not_closed() {
        assertThatThrownBy(() -> MagicLine.words("start \"my run", List.of()))
                .isInstanceOf(MagicException.class)
                .hasMessageContaining("not closed");
    }
}
