package org.provenote.tracking.search;

import java.util.List;

/** Reads tokens one after the other. */
final class TokenReader {
    private final List<Token> tokens;
    private final SearchErrors errors;
    private int at;

    TokenReader(String text, SearchErrors errors) {
        this.tokens = new Lexer(text, errors).tokens();
        this.errors = errors;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it is that keyword or symbol. */
    boolean accept(String keywordOrSymbol) {
        boolean accepted = peek().is(keywordOrSymbol);
        if (accepted) {
            next();
        }
        return accepted;
    }

    void expect(String keywordOrSymbol, String expected) {
        if (!accept(keywordOrSymbol)) {
            throw errors.at(peek(), expected);
        }
    }

    /** A field: {@code key}, {@code prefix.key}, with dots, backticks or double quotes in the key. */
    Field field(Fields fields, boolean forOrder) {
        Token first = name();
        boolean prefixed = accept(".");
        Token key = prefixed ? name() : first;
        StringBuilder name = new StringBuilder(key.text());
        while (prefixed && key.is(Token.Kind.WORD) && accept(".")) {
            name.append('.').append(name().text());
        }
        Token prefix = prefixed ? first : null;
        return forOrder
                ? fields.findForOrder(prefix, key, name.toString(), errors)
                : fields.find(prefix, key, name.toString(), errors);
    }

    private Token name() {
        Token token = next();
        if (token.is(Token.Kind.WORD) || token.is(Token.Kind.NAME) || token.is(Token.Kind.QUOTED)) {
            return token;
        }
        throw errors.at(token, "a name such as metrics.r2, params.alpha, tags.`my tag` or start_time");
    }
}
