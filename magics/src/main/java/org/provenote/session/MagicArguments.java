package org.provenote.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a magic on its line, with the Java expressions that stand in braces taken out.
 *
 * @param text the rest, with {@link NotebookSession#VALUE} where an expression stood
 * @param expressions as the user wrote them, in their order
 */
record MagicArguments(String text, List<String> expressions) {

    static MagicArguments parse(String arguments) {
        StringBuilder text = new StringBuilder();
        List<String> expressions = new ArrayList<>();
        int at = 0;
        while (at < arguments.length()) {
            Optional<String> expression = JavaInBraces.at(arguments, at);
            if (expression.isPresent()) {
                expressions.add(expression.get());
                text.append(NotebookSession.VALUE);
                at += expression.get().length() + "{}".length();
            } else {
                text.append(arguments.charAt(at++));
            }
        }
        return new MagicArguments(text.toString(), expressions);
    }
}
