package org.provenote.kernel.ijava;

import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.provenote.session.CellHook;

/**
 * What a running cell sends, on its way to Jupyter: front ends are shown the source that the user wrote, also where the compiler
 * names it, the error of a magic as one line, and the hook is told the outcome before the reply is.
 */
final class CellReplyEnvironment extends ShellReplyEnvironment {
    private static final String MAGIC_ERROR = "UsageError";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final CellHook cells;
    private final String source;

    CellReplyEnvironment(
            CellHook cells,
            String source,
            ShellChannel shell,
            StdinChannel stdin,
            JupyterSocket iopub,
            MessageContext context) {
        super(shell, stdin, iopub, context);
        this.cells = cells;
        this.source = source;
    }

    @Override
    public void publish(Message<?> message) {
        if (message.getContent() instanceof PublishExecuteInput input) {
            super.publish(inPlaceOf(message, new PublishExecuteInput(source, input.getCount())));
        } else if (message.getContent() instanceof PublishError error) {
            super.publish(cells.shortened(error.getErrorMessage())
                    .map(line -> new PublishError(MAGIC_ERROR, line, List.of(RED + line + PLAIN)))
                    .or(() -> rewritten(error.getErrorMessage())
                            .map(text ->
                                    new PublishError(error.getErrorName(), text, asWritten(error.getStacktrace()))))
                    .<Message<?>>map(shown -> inPlaceOf(message, shown))
                    .orElse(message));
        } else {
            super.publish(message);
        }
    }

    @Override
    public void reply(Message<?> message) {
        if (message.getContent() instanceof ExecuteReply) {
            cells.ended(null);
            super.reply(message);
        } else if (message.getContent() instanceof ErrorReply error) {
            Optional<String> rewritten = rewritten(error.getErrorMessage());
            cells.ended(error.getErrorName() + ": " + rewritten.orElse(error.getErrorMessage()));
            super.reply(cells.shortened(error.getErrorMessage())
                    .map(line -> new ErrorReply(MAGIC_ERROR, line, List.of(line)))
                    .or(() -> rewritten.map(
                            text -> new ErrorReply(error.getErrorName(), text, asWritten(error.getStacktrace()))))
                    .<Message<?>>map(shown -> inPlaceOf(message, shown))
                    .orElse(message));
        } else {
            super.reply(message);
        }
    }

    /** The message of a compiler that names a magic by the call in its place; empty for any other. */
    private Optional<String> rewritten(@Nullable String message) {
        return Optional.ofNullable(message).map(cells::asWritten).filter(text -> !text.equals(message));
    }

    private List<String> asWritten(List<String> lines) {
        return lines.stream().map(cells::asWritten).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the header's type parameter cannot be named here
    private static Message<?> inPlaceOf(Message<?> message, Object content) {
        return new Message(
                message.getIdentities(),
                message.getHeader(),
                message.getParentHeader(),
                message.getMetadata(),
                content,
                message.getBlobs());
    }
}
