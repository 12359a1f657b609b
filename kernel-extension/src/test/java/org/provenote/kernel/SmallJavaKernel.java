package org.provenote.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** The smallest kernel that runs Java: JShell on the base library that IJava is built on, with IJava's {@code %jars}. */
public final class SmallJavaKernel extends BaseKernel {
    private static final String JARS = "%jars ";

    private final JShell shell = JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), java.util.Map.of())
            .build();

    public static void main(String[] args) throws Exception {
        IJavaMain.run(new SmallJavaKernel(), Path.of(args[0]), "small kernel");
    }

    @Override
    public DisplayData eval(String source) throws Exception {
        if (source.startsWith(JARS)) {
            shell.addToClasspath(source.substring(JARS.length()).strip());
            return null;
        }
        String rest = source;
        String value = null;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            value = info.source() == null ? rejected(rest) : run(shell.eval(info.source()));
            rest = info.remaining();
        }
        return value == null || value.isEmpty() ? null : new DisplayData(value);
    }

    private String run(List<SnippetEvent> events) throws Exception {
        String value = null;
        for (SnippetEvent event : events) {
            if (event.exception() != null) {
                throw event.exception();
            }
            if (event.status() == jdk.jshell.Snippet.Status.REJECTED) {
                rejected(event.snippet().source());
            }
            value = event.value() == null ? value : event.value();
        }
        return value;
    }

    private String rejected(String source) throws Exception {
        throw new Exception("does not compile: " + source);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java").build();
    }
}
