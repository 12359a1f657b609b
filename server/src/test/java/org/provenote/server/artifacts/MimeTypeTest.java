package org.provenote.server.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeTypeTest {
    @ParameterizedTest
    @CsvSource({
        "plot.png, image/png",
        "plot.PNG, image/png",
        "table.csv, text/plain",
        "table.CSV, text/csv",
        "study.ipynb, text/plain",
        "MLmodel, text/plain",
        "a.MLmodel, text/plain",
        "mlproject, text/plain",
        "MLproject, application/octet-stream",
        "mlmodel, application/octet-stream",
        "txt, text/plain",
        ".txt, application/octet-stream",
        "..txt, application/octet-stream",
        "a.b.txt, text/plain",
        "a., application/octet-stream",
        "Iris.java, text/plain",
        "page.html, text/html",
        "notes.tar, application/x-tar",
        "notes.tar.gz, application/x-tar",
        "notes.tgz, application/x-tar",
        "notes.gz, application/octet-stream",
        "drawing.svgz, image/svg+xml",
        "runs.csv.xz, text/csv",
        "weights.h5, application/x-hdf5",
        "weights.safetensors, application/octet-stream",
    })
    void isWhatMlflowSaysOnAMachineWithNoTableOfItsOwn(String name, String type) {
        assertThat(MimeType.of(name)).isEqualTo(type);
    }
}
