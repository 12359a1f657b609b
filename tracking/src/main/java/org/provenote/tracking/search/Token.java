package org.provenote.tracking.search;

/**
 * A piece of a search expression.
 *
 * @param text what stands there, without its quotes
 * @param position of its first character, counted from 1
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        /** A bare word: a name or a keyword. */
        WORD,
        /** In single quotes: a value. */
        STRING,
        /** In double quotes: a value or a name. */
        QUOTED,
        /** In backticks: a name. */
        NAME,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean is(String keywordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keywordOrSymbol);
    }

    /** For error texts. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
