package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactRootTest {
    @ParameterizedTest
    @CsvSource({
        "/runs, /runs/7",
        "/runs/, /runs/7",
        "/odd#folder?, /odd#folder?/7",
        "file:///runs?{, file:///runs/7?{",
        "file:///runs?%zz#^, file:///runs/7?%zz#^",
        "s3://bucket/runs, s3://bucket/runs/7",
        "db://user@host/name?creds=mine, db://user@host/name/7?creds=mine",
        "db://user@host/name/#fragment, db://user@host/name/7#fragment",
        "db://user@host/name?creds=mine#fragment, db://user@host/name/7?creds=mine#fragment",
        "db+driver://user@host:port/name#what?, db+driver://user@host:port/name/7#what?"
    })
    void aRunsFolderIsAppendedToThePathAlone(String root, String expected) {
        assertThat(new ArtifactRoot(root).of(7)).isEqualTo(expected);
    }
}
