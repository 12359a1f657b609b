package org.provenote.session;

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
 */
record CellSource(Optional<String> cellMagic, String java) {
    private static final String MAGIC = "%mlflow";
    private static final Pattern CELL_MAGIC = Pattern.compile("\\A\\s*%%mlflow\\b[ \\t]*([^\\r\\n]*)(?:\\R|\\z)");
    private static final Pattern LINE_MAGIC = Pattern.compile("(\\s*)%mlflow(?![\\w-])[ \\t]*(.*)");

    static CellSource parse(String source) {
        if (!source.contains(MAGIC)) {
            return new CellSource(Optional.empty(), source);
        }
        Matcher matcher = CELL_MAGIC.matcher(source);
        if (matcher.find()) {
            return new CellSource(Optional.of(matcher.group(1).strip()), rewriteLines(source.substring(matcher.end())));
        }
        return new CellSource(Optional.empty(), rewriteLines(source));
    }

    private static String rewriteLines(String source) {
        StringBuilder rewritten = new StringBuilder(source.length());
        JavaText text = new JavaText();
        for (String line : source.split("(?<=\n)", -1)) {
            Matcher matcher = LINE_MAGIC.matcher(line.stripTrailing());
            if (text.inCode() && matcher.matches()) {
                rewritten.append(matcher.group(1)).append(call(matcher.group(2)));
                rewritten.append(line.substring(line.stripTrailing().length()));
            } else {
                text.read(line);
                rewritten.append(line);
            }
        }
        return rewritten.toString();
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
