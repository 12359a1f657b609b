package org.provenote.server.guard;

import java.util.Optional;
import org.provenote.server.http.Guard;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.entities.Experiment;

/**
 * Refuses what is meant for another of MLflow's workspaces than the default, as its server does where they are not enabled
 * ({@code workspace_helpers.py}): it would land among the runs of all.
 */
public final class WorkspaceGuard implements Guard {
    /** What clients ask to find out whether there are workspaces. */
    private static final String SERVER_INFO = "/mlflow/server-info";

    private final Optional<String> own;

    /** @param own the workspace that a server behind is asked in, where there is one */
    public WorkspaceGuard(Optional<String> own) {
        this.own = own;
    }

    @Override
    public Optional<Response> refuse(Request request) {
        return request.header("X-MLFLOW-WORKSPACE")
                .map(String::strip)
                .filter(workspace ->
                        !workspace.isEmpty() && !workspace.equals(own.orElse(Experiment.DEFAULT_WORKSPACE)))
                .filter(workspace -> !request.path().endsWith(SERVER_INFO))
                .map(workspace -> Response.error(
                        ErrorCode.INVALID_PARAMETER_VALUE,
                        "Workspace APIs are not available: workspaces are not enabled on this server. Unset MLFLOW_WORKSPACE,"
                                + " or use a server started with 'mlflow server --enable-workspaces'."));
    }
}
