package org.provenote.tracking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackingStoresTest {
    @TempDir
    Path folder;

    @AfterEach
    void close() {
        TrackingStores.closeAll();
    }

    @Test
    void aDatabaseThatAnotherProgramHoldsKeepsNobodyFromTheOthers() throws Exception {
        Path file = folder.resolve("held.db");
        CompletableFuture<TrackingStore> held;
        CompletableFuture<TrackingStore> heldToo;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");
            held = opening(file);
            heldToo = opening(file);
            TrackingStore free = opening(folder.resolve("free.db")).get(60, TimeUnit.SECONDS);
            assertThat(opening(folder.resolve("free.db")).get(60, TimeUnit.SECONDS))
                    .isSameAs(free);
            assertThat(held).isNotDone();
            statement.executeUpdate("ROLLBACK");
        }
        assertThat(held.get(60, TimeUnit.SECONDS)).isSameAs(heldToo.get(60, TimeUnit.SECONDS));
    }

    @Test
    void whatIsNoUriOfAStoreIsToldWhatWasPerhapsMeant() {
        assertThatThrownBy(() -> TrackingStores.open("/data/mlflow.db"))
                .hasMessageEndingWith(". Did you mean sqlite:////data/mlflow.db?");
        for (String folder : List.of("mlruns", "./mlruns", "/data/mlruns", "file:///data/mlruns")) {
            assertThatThrownBy(() -> TrackingStores.open(folder))
                    .hasMessageStartingWith("No store for the tracking URI '" + folder + "'")
                    .hasMessageContaining("mlflow migrate-filestore");
        }
        assertThatThrownBy(() -> TrackingStores.open("postgresql://u:secret@host/mlflow.db"))
                .hasMessageEndingWith("databricks://profile");
    }

    private static CompletableFuture<TrackingStore> opening(Path file) {
        return CompletableFuture.supplyAsync(
                () -> TrackingStores.open(TrackingUris.of(file)), command -> new Thread(command).start());
    }
}
