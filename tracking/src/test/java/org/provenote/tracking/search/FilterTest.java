package org.provenote.tracking.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.RunSearch;

/** What the search language accepts, and how it says no. What the SQL finds is tested on the stores. */
class FilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "metrics.r2 > 'x'|14|'x'|a number without quotes for metric 'r2'",
                "metrics.r2 ~ 1|12|'~'|a name, a value or an operator",
                "metrics.r2 LIKE 1|12|'LIKE'|one of = != > >= < <= for this metric",
                "tags.a.`b c` = 'x'|8|'b c'|no quotes around a part of a name",
                "params.a > '1'|10|'>'|one of = != LIKE ILIKE IS NULL IS NOT NULL for this param",
                "params.a = 1|12|'1'|a quoted value for param 'a'",
                "params.a == '1'|10|'=='|an operator",
                "colour.a = '1'|1|'colour'|metrics, params, tags, attributes or datasets before the dot",
                "nonsense = '1'|1|'nonsense'|one of the attributes",
                "datasets.size = '1'|10|'size'|name, digest or context",
                "status IN ('a')|8|'IN'|one of = != LIKE ILIKE",
                "run_id IN ()|12|')'|a quoted value",
                "run_id IN ('a'|15|the end|a comma or a closing parenthesis",
                "(metrics.a = 1|15|the end|a closing parenthesis",
                "metrics.a = 1 metrics.b = 2|15|'metrics'|AND, OR or the end of the filter",
                "metrics.a = 1 AND params.x|27|the end|an operator",
                "metrics. a > 1|8|'.'|no space beside the dot",
                "metrics. > 1|8|'.'|no space beside the dot",
                "metrics.|9|the end|a name such as metrics.r2",
                "'metrics'.a > 1|1|'metrics'|a name such as metrics.r2",
                "\"metrics\".a > 1|1|'metrics'|without quotes, before the dot",
                "run_id IN ('x' 'y')|16|'y'|a comma or a closing parenthesis",
                "run_id IN (('x'))|12|'('|a quoted value",
                "params.a IS NOT  NULL|18|'NULL'|with one space before NULL",
                "§ §|2|the end|a name such as metrics.r2",
                "params.a = 'x|12|an opening '|a closing one before the end",
                "metrics.a IS NULL|11|'IS NULL'|one of = != > >= < <= for this metric",
                "params.a IS 1|13|'1'|IS NULL or IS NOT NULL",
                "metrics.my-metric > 1|11|'-'|in backticks, as in metrics.`my-metric`"
            })
    void aBadFilterIsAnsweredWithThePlaceWhatWasFoundAndWhatWasExpected(
            String filter, int position, String found, String expected) {
        assertThatThrownBy(() -> compile(filter))
                .isInstanceOfSatisfying(
                        MlflowException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(MlflowException.ErrorCode.INVALID_PARAMETER_VALUE))
                .hasMessageContaining("at position " + position + ": found " + found)
                .hasMessageContaining(expected.startsWith("in backticks") ? "metrics.`my-metric`" : expected);
    }

    @Test
    void noValueOfAUserEverBecomesSql() {
        String attack = "x'; DROP TABLE runs; --";
        SearchSql sql = compile("params.`" + attack + "` = \"" + attack + "\" AND tags.a LIKE \"" + attack + "\"");
        assertThat(sql.text()).doesNotContain("DROP");
        assertThat(sql.values()).contains(attack, attack, attack);
    }

    @Test
    void namesMayBeQuotedAndMayHoldDotsAndStartWithDigits() {
        assertThat(compile("tags.mlflow.source.name = 'a'").values()).contains("mlflow.source.name");
        assertThat(compile("metrics.`a b` > -1.5e-3").values()).contains("a b", -0.0015);
        assertThat(compile("`metrics`.\"a-b\" > 1").values()).contains("a-b");
        assertThat(compile("metrics.2layer.x >= .5").values()).contains("2layer.x", 0.5);
    }

    @Test
    void oneAndIsAsGoodAsTwo() {
        String plain = compile("metrics.a = 1 AND params.a = 'x'").text();
        assertThat(compile("AND metrics.a = 1 AND AND params.a = 'x' AND").text())
                .isEqualTo(plain);
    }

    @Test
    void quotesInsideAValueStayAsWritten() {
        assertThat(compile("params.a = \"it's\"").values()).contains("it's");
        assertThat(compile("params.a = 'it''s'").values()).contains("it''s");
    }

    @Test
    void tenThousandTermsAndDeepParenthesesAreRefusedAtOnce() {
        assertThatThrownBy(() -> compile("metrics.a = 1" + " AND metrics.a = 1".repeat(10_000)))
                .hasMessageContaining("at most 400 comparisons");
        assertThatThrownBy(() -> compile("(".repeat(10_000) + "metrics.a = 1" + ")".repeat(10_000)))
                .hasMessageContaining("at most 50 levels");
        assertThatThrownBy(() -> compile("NOT ".repeat(10_000) + "metrics.a = 1"))
                .hasMessageContaining("at most 50 levels");
    }

    @Test
    void aBadOrderIsAnsweredInTheSameWay() {
        assertThatThrownBy(() -> order("metrics.a SIDEWAYS")).hasMessageContaining("expected ASC, DESC or the end");
        assertThatThrownBy(() -> order("nothing")).hasMessageContaining("one of the attributes");
        assertThatThrownBy(() -> order("metrics.a", "metrics.a DESC")).hasMessageContaining("twice");
        assertThatThrownBy(() -> order(" metrics.a")).hasMessageContaining("a space at the start or the end");
        assertThatThrownBy(() -> order("`Run Name` DESC")).hasMessageContaining("expected run_name");
        assertThatThrownBy(() -> order("datasets.name")).hasMessageContaining("cannot be sorted by datasets");
    }

    @Test
    void experimentsHaveFieldsOfTheirOwn() {
        assertThatThrownBy(() -> experiments("metrics.a > 1")).hasMessageContaining("tags or attribute before the dot");
        assertThatThrownBy(() -> experiments("creation_time > 1.5")).hasMessageContaining("a whole number");
        assertThat(experiments("experiment_id IN ('1', '2') AND attribute.name LIKE 'a%'")
                        .values())
                .contains(1L, 2L, "a%");
    }

    private static SearchSql compile(String filter) {
        return RunQuery.compile(RunSearch.in(List.of("1")).filter(filter), "runs.run_uuid");
    }

    private static SearchSql order(String... order) {
        return RunQuery.compile(RunSearch.in(List.of("1")).orderBy(List.of(order)), "runs.run_uuid");
    }

    private static SearchSql experiments(String filter) {
        ExperimentSearch search = ExperimentSearch.all();
        return ExperimentQuery.compile(
                new ExperimentSearch(filter, search.viewType(), 10, List.of(), null), "experiment_id");
    }
}
