package org.provenote.provenance.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.provenote.provenance.Schema;

class SessionRecordTest {

    private static SessionRecord withError() {
        return new SessionRecord(
                "JJava",
                Optional.empty(),
                Cells.START,
                List.of(new ExecutedCell(
                        1,
                        Optional.empty(),
                        "%maven a:b:1\nvar größe = \"\u202e\uD83D\uDE00\";\n",
                        Cells.START,
                        Duration.ofMillis(1234),
                        ExecutedCell.Outcome.ERROR,
                        Optional.of("java.lang.IllegalStateException: no"),
                        Optional.empty())));
    }

    @Test
    void whatIsWrittenFollowsThePublishedSchemaAndIsReadBackEqual() throws Exception {
        for (SessionRecord session : List.of(withError(), Cells.executed("a=int x = 1;", "=x"), Cells.executed())) {
            Schema.assertFollows("session-1", session.toJson());
            assertThat(SessionRecord.fromJson(session.toJson())).isEqualTo(session);
        }
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() throws Exception {
        String json = new String(withError().toJson(), UTF_8).replaceFirst("\\{", "{\"later\": {\"x\": []},");

        assertThat(SessionRecord.fromJson(json.getBytes(UTF_8))).isEqualTo(withError());
    }

    @Test
    void whatIsNoRecordIsRefusedInWords() {
        for (String text : List.of("", "[]", "{}", "{\"schema\": \"session-2\"}", "nonsense", "[".repeat(5000))) {
            assertThatThrownBy(() -> SessionRecord.fromJson(text.getBytes(UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Not a session record");
        }
    }

    @Test
    void secretsAreMaskedInBothForms() {
        SessionRecord session = Cells.executed("a=var url = \"https://u:geheim@host/\";");

        assertThat(new String(session.toJson(), UTF_8)).doesNotContain("geheim");
        assertThat(session.toMarkdown()).doesNotContain("geheim").contains("https://u:***@host/");
    }

    @Test
    void peopleReadEveryCellAsItRan() {
        assertThat(withError().toMarkdown())
                .contains("## [1] 2026-11-23T10:00:00Z, 1.234 s, ERROR")
                .contains("```java\n%maven a:b:1\nvar größe")
                .contains("java.lang.IllegalStateException: no");
    }

    @Test
    void noCellCanEndItsOwnBlock() {
        String markdown = Cells.executed("<script>=```\n<script>alert(1)</script>\n````\n")
                .toMarkdown();

        assertThat(markdown).contains("`````java\n```\n<script>alert(1)</script>\n````\n`````\n");
        assertThat(markdown).contains("cell _script_");
    }
}
