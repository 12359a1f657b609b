package org.provenote.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell's source with our magics taken out: a {@code %%mlflow} first line apart, every {@code %mlflow} line rewritten to a
 * Java call. The raw line is handed on as it stands, because the kernels' own tokenisers mangle quotes and backslashes; and
 * lines inside text blocks and comments are left alone, which the kernels' rewriting by regular expression does not do.
 *
 * @param cellMagic what follows {@code %%mlflow} on the first line
 * @param java what the kernel runs
 * @param calls the Java calls in it, each with the magic that it stands for
 */
record CellSource(Optional<String> cellMagic, String java, Map<String, String> calls) {
    private static final String MAGIC = "%mlflow";
    private static final Pattern CELL_MAGIC = Pattern.compile("\\A\\s*%%mlflow\\b[ \\t]*([^\\r\\n]*)(?:\\R|\\z)");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]*m");
    private static final Pattern LINE_MAGIC = Pattern.compile("(\\s*)%mlflow(?![\\w-])[ \\t]*(.*)");

    static CellSource parse(String source) {
        if (!source.contains(MAGIC)) {
            return new CellSource(Optional.empty(), source, Map.of());
        }
        Matcher matcher = CELL_MAGIC.matcher(source);
        if (matcher.find()) {
            return rewritten(Optional.of(matcher.group(1).strip()), source.substring(matcher.end()));
        }
        return rewritten(Optional.empty(), source);
    }

    private static CellSource rewritten(Optional<String> cellMagic, String source) {
        Map<String, String> calls = new HashMap<>();
        StringBuilder rewritten = new StringBuilder(source.length());
        JavaText text = new JavaText();
        for (String line : source.split("(?<=\n)", -1)) {
            Matcher matcher = LINE_MAGIC.matcher(line.stripTrailing());
            if (text.inCode() && matcher.matches()) {
                String call = call(matcher.group(2));
                calls.put(call, line.strip());
                rewritten.append(matcher.group(1)).append(call);
                rewritten.append(line.substring(line.stripTrailing().length()));
            } else {
                text.read(line);
                rewritten.append(line);
            }
        }
        return new CellSource(cellMagic, rewritten.toString(), calls);
    }

    /** A text of the kernel's, such as an error of the compiler's, with the magics in it as the user wrote them. */
    String asWritten(String text) {
        String written = text;
        for (Map.Entry<String, String> call : calls.entrySet()) {
            String plain = COLOUR.matcher(written).replaceAll("");
            written = plain.contains(call.getKey()) ? plain.replace(call.getKey(), call.getValue()) : written;
        }
        return written;
    }

    private static String call(String line) {
        MagicArguments arguments = MagicArguments.parse(line);
        // An array of our own: one of the user's would else be taken for it.
        String values = arguments.expressions().isEmpty()
                ? ""
                : ", new Object[] {" + String.join(", ", arguments.expressions()) + "}";
        return Notebook.class.getName() + ".mlflow(" + literal(arguments.text()) + values + ");";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case NotebookSession.VALUE -> literal.append("\\n");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
