package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactRootTest {
    @ParameterizedTest
    @CsvSource({
        "/runs, /runs/7",
        "/runs/, /runs/7",
        "/odd#folder?, /odd#folder?/7",
        "file:///runs?{, file:///runs/7?{",
        "file:///runs?%zz#^, file:///runs/7?%zz#^",
        "file:/runs, file:///runs/7",
        "mlflow-artifacts:/runs, mlflow-artifacts:/runs/7",
        "mlflow-artifacts:///runs, mlflow-artifacts:/runs/7",
        "mlflow-artifacts:///, mlflow-artifacts:/7",
        "mlflow-artifacts://host/runs, mlflow-artifacts://host/runs/7",
        "mlflow-artifacts:runs, mlflow-artifacts:runs/7",
        "hdfs:///runs?b=c, hdfs:/runs/7?b=c",
        "s3://bucket/runs, s3://bucket/runs/7",
        "s3://bucket/, s3://bucket/7",
        "S3://Bucket/A, s3://Bucket/A/7",
        "' s3://bucket/a', s3://bucket/a/7",
        "s3://bucket/a?, s3://bucket/a/7",
        "s3://bucket/a#, s3://bucket/a/7",
        "s3://bucket/a?#, s3://bucket/a/7",
        "s3://bucket/a?x#, s3://bucket/a/7?x",
        "s3://bucket/a?x?, s3://bucket/a/7?x?",
        "db://user@host/name?creds=mine, db://user@host/name/7?creds=mine",
        "db://user@host/name/#fragment, db://user@host/name/7#fragment",
        "db://user@host/name?creds=mine#fragment, db://user@host/name/7?creds=mine#fragment",
        "db+driver://user@host:port/name#what?, db+driver://user@host:port/name/7#what?"
    })
    void aRunsFolderIsAppendedToThePathAlone(String root, String expected) {
        assertThat(new ArtifactRoot(root).of(7)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "runs, ''",
        "./runs, ''",
        "file:runs, file://",
        "file:./runs, file://",
        "r%75ns, ''",
        "file:r%75ns, file://"
    })
    void aRelativeLocationIsOneInTheWorkingFolder(String location, String scheme) {
        assertThat(ArtifactRoot.absolute(location))
                .isEqualTo(scheme + Path.of("runs").toAbsolutePath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"databricks", "%2Fruns", "/a%20b", " s3://bucket/a", "file:///a%20b", "file://localhost/a"})
    void anyOtherLocationStaysAsItIs(String location) {
        assertThat(ArtifactRoot.absolute(location)).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({"file:, ''", "file://, ''", "file://localhost, ''", "file://?q, ?q", "' /runs', ''"})
    void whatHasNoPathIsTheWorkingFolderAndABlankIsPartOfAName(String location, String query) {
        String here = Path.of("").toAbsolutePath().toString();
        assertThat(ArtifactRoot.absolute(location))
                .isEqualTo(location.startsWith(" ") ? here + "/" + location : "file://" + here + query);
    }
}
