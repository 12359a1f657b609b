package org.provenote.session;

/** Follows Java source line by line and tells whether the next line starts in code, and not in a text block or comment. */
final class JavaText {
    private enum State {
        CODE,
        TEXT_BLOCK,
        COMMENT
    }

    private State state = State.CODE;

    boolean inCode() {
        return state == State.CODE;
    }

    void read(String line) {
        int at = 0;
        while (at < line.length()) {
            at = switch (state) {
                case CODE -> code(line, at);
                case TEXT_BLOCK -> textBlock(line, at);
                case COMMENT -> comment(line, at);
            };
        }
    }

    private int code(String line, int at) {
        if (line.startsWith("\"\"\"", at)) {
            state = State.TEXT_BLOCK;
            return at + 3;
        }
        if (line.startsWith("/*", at)) {
            state = State.COMMENT;
            return at + 2;
        }
        if (line.startsWith("//", at)) {
            return line.length();
        }
        char c = line.charAt(at);
        return c == '"' || c == '\'' ? quoted(line, at + 1, c) : at + 1;
    }

    /** Where a string or character that begins at {@code at} is over; behind the line's end if it is not closed. */
    static int quoted(String line, int at, char quote) {
        int i = at;
        while (i < line.length() && line.charAt(i) != quote) {
            i += line.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private int textBlock(String line, int at) {
        if (line.startsWith("\"\"\"", at)) {
            state = State.CODE;
            return at + 3;
        }
        return at + (line.charAt(at) == '\\' ? 2 : 1);
    }

    private int comment(String line, int at) {
        if (line.startsWith("*/", at)) {
            state = State.CODE;
            return at + 2;
        }
        return at + 1;
    }
}
