package org.provenote.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSourceTest {
    private static String java(String source) {
        return CellSource.parse(source).java();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 1;\n",
                "%maven org.tribuo:tribuo-core:4.3.2",
                "%%time\nint x = 1;",
                "int rest = 7 %mlflowers;",
                "// %mlflow start\n",
                "/*\n%mlflow start\n*/",
                "var s = \"\"\"\n%mlflow start\n\"\"\";",
                "var s = \"\"\"\nan escaped \\\"\"\" inside\n%mlflow start\n\"\"\";"
            })
    void leaves_a_cell_without_our_magics_as_it_is(String source) {
        assertThat(java(source)).isEqualTo(source);
        assertThat(CellSource.parse(source).cellMagic()).isEmpty();
    }

    @Test
    void rewrites_a_magic_line_and_keeps_the_lines_around_it() {
        assertThat(java("int x = 1;\n  %mlflow param x 1\nint y = 2;"))
                .isEqualTo("int x = 1;\n  org.provenote.session.Notebook.mlflow(\"param x 1\");\nint y = 2;");
    }

    @Test
    void turns_calls_in_a_text_back_into_the_magics_that_the_user_wrote() {
        CellSource source = CellSource.parse("%mlflow metric x {nope}\n  %mlflow param p {nope.bar(3)}");
        assertThat(
                        source.asWritten(
                                "|  org.provenote.session.Notebook.mlflow(\"metric x \\n\", new Object[] {\u001b[41mnope\u001b[0m});"))
                .isEqualTo("|  %mlflow metric x {nope}");
        assertThat(source.asWritten("[snippet: [" + source.java() + "]]"))
                .isEqualTo("[snippet: [%mlflow metric x {nope}\n  %mlflow param p {nope.bar(3)}]]");
        assertThat(source.asWritten("\u001b[1mcannot find symbol\u001b[0m"))
                .isEqualTo("\u001b[1mcannot find symbol\u001b[0m");
    }

    @Test
    void hands_quotes_and_backslashes_on_as_they_were_typed() {
        assertThat(java("%mlflow artifact \"C:\\new folder\\x.txt\""))
                .isEqualTo("org.provenote.session.Notebook.mlflow(\"artifact \\\"C:\\\\new folder\\\\x.txt\\\"\");");
    }

    @Test
    void passes_java_values_in_braces_as_values() {
        assertThat(java("%mlflow metric loss {model.loss()} --step {steps[0]}"))
                .isEqualTo("org.provenote.session.Notebook.mlflow(\"metric loss \\n --step \\n\","
                        + " new Object[] {model.loss(), steps[0]});");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss",
                " loss ",
                "1.0 / (i + 1)",
                "i+1",
                "-x",
                "xs[i+1]",
                "map.get(\"k\")",
                "map.get(\"}\")",
                "map.get('}')",
                "f(a, \"{\", b)",
                "f(new int[] {1, 2})",
                "xs.stream().mapToInt(x -> x).sum()",
                "new Model().size()",
                "ok ? \"a\" : \"b\"",
                "a ? b : c ? d : e",
                "(double) hits / all",
                "x <= y",
                "o instanceof String",
                "\"a\"",
                "\"any text, even {this}\""
            })
    void takes_any_expression_in_braces_for_a_java_value(String expression) {
        assertThat(java("%mlflow param key a{" + expression + "}b"))
                .isEqualTo("org.provenote.session.Notebook.mlflow(\"param key a\\nb\", new Object[] {" + expression
                        + "});");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"depth\": 3}",
                "{\"a\", \"b\"}",
                "{'a': [1, 2]}",
                "{a: 1}",
                "{a, b}",
                "{}",
                "{ }",
                "{1}",
                "{0}",
                "{1,3}",
                "{1.5}",
                "{20261128093000}",
                "{two words}",
                "{it's}",
                "{unclosed",
                "{f(}",
                "{alpha=0.1}",
                "{--flag}",
                "{*.csv}",
                "{http://host}",
                "{a//b}",
                "{x?}"
            })
    void takes_nothing_else_in_braces_for_one(String text) {
        assertThat(java("%mlflow param config " + text))
                .isEqualTo(
                        "org.provenote.session.Notebook.mlflow(\"param config " + text.replace("\"", "\\\"") + "\");");
    }

    @Test
    void finds_a_java_value_inside_of_json() {
        assertThat(java("%mlflow param config '{\"depth\": {depth}}'"))
                .isEqualTo("org.provenote.session.Notebook.mlflow(\"param config '{\\\"depth\\\": \\n}'\","
                        + " new Object[] {depth});");
    }

    @Test
    void follows_text_blocks_and_strings_to_find_the_magic_after_them() {
        assertThat(java("var s = \"/*\"; char c = '\"';\n%mlflow end")).endsWith("Notebook.mlflow(\"end\");");
        assertThat(java("var s = \"\"\"\n  text\n  \"\"\";\n%mlflow end")).endsWith("Notebook.mlflow(\"end\");");
    }

    @Test
    void parts_a_cell_magic_from_the_body_that_the_kernel_runs() {
        CellSource source = CellSource.parse("%%mlflow run \"my run\" -p a=1\nint x = 1;");
        assertThat(source.cellMagic()).contains("run \"my run\" -p a=1");
        assertThat(source.java()).isEqualTo("int x = 1;");
    }

    @Test
    void takes_a_cell_magic_without_a_body() {
        assertThat(CellSource.parse("%%mlflow run").cellMagic()).contains("run");
        assertThat(java("%%mlflow run")).isEmpty();
    }

    @Test
    void rewrites_magics_at_windows_line_ends() {
        assertThat(java("%mlflow end\r\nint x = 1;\r\n"))
                .isEqualTo("org.provenote.session.Notebook.mlflow(\"end\");\r\nint x = 1;\r\n");
    }
}
