package org.provenote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.provenote.tracking.entities.LoggedModelInfo;
import org.provenote.tracking.store.LoggedModels;
import org.provenote.tracking.store.NewLoggedModel;

/** Who asks for addresses in a storage, where artifacts are in a folder, is answered as by MLflow 3.18. */
class StorageAddressTest {
    @TempDir
    Path root;

    @AutoClose
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/..", "a/", "a\\\\", "%2e%2e", "/", "src\\\\.."})
    void whatIsNoNameOfAFileIsRefusedBeforeParts(String path) {
        for (String step : new String[] {"create", "complete", "abort"}) {
            HttpResponse<String> refused = parts(step, path);
            assertThat(refused.statusCode()).as(step + refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("INVALID_PARAMETER_VALUE", "Invalid path");
        }
    }

    /** As clients before 3.18 named it. */
    @ParameterizedTest
    @ValueSource(strings = {"x.bin", "/home/ada/x.bin", "C:\\\\Users\\\\ada\\\\x.bin", "../x.bin", "größe (1).bin"})
    void aFolderTakesNoPartsOfWhateverFile(String path) {
        HttpResponse<String> refused = parts("create", path);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(501);
        assertThat(refused.body()).contains("Multipart upload is not supported");
    }

    @Test
    void theAddressOfAModelsFileIsNotTheFile() {
        LoggedModels models = server.store().loggedModels();
        LoggedModelInfo model = models.create(new NewLoggedModel("0", "m", null, null, List.of(), List.of()))
                .info();
        models.artifacts(model).logText("weights", "MLmodel");
        String files =
                "/ajax-api/2.0/mlflow/logged-models/" + model.modelId() + "/artifacts/files?artifact_file_path=MLmodel";

        assertThat(server.get(files).body()).isEqualTo("weights");
        assertThat(server.get(files + "&presigned=false").body()).isEqualTo("weights");
        HttpResponse<String> address = server.get(files + "&presigned=true");
        assertThat(address.statusCode()).isEqualTo(501);
        assertThat(address.body()).contains("Presigned download is not supported");
    }

    private HttpResponse<String> parts(String step, String path) {
        return server.post(
                "/api/2.0/mlflow-artifacts/mpu/" + step + "/a",
                "{\"path\":\"" + path + "\",\"num_parts\":2,\"upload_id\":\"u\",\"parts\":[{\"part_number\":1}]}");
    }
}
