package org.provenote.tracking.search;

import java.util.List;

/** Reads tokens one after the other. */
final class TokenReader {
    private final String text;
    private final List<Token> tokens;
    private final SearchErrors errors;
    private int at;

    TokenReader(String text, SearchErrors errors, boolean bareText) {
        this.text = text;
        this.tokens = new Lexer(text, errors, bareText).tokens();
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

    /** Takes the next word if it is that one and follows the token after exactly one space. */
    boolean acceptAfterOneSpace(Token before, String word) {
        int position = before.position() + before.text().length() + 1;
        return peek().position() == position && text.charAt(position - 2) == ' ' && accept(word);
    }

    /** A field: {@code key}, {@code prefix.key}, with dots in the key, or the key in backticks or quotes. */
    Field field(Fields fields, boolean forOrder) {
        Token first = name(false);
        if (forOrder && isWholeName(first)) {
            return wholeName(first, fields);
        }
        boolean prefixed = acceptDot();
        if (prefixed && first.is(Token.Kind.QUOTED)) {
            throw errors.at(first, "metrics, params, tags, attributes or datasets, without quotes, before the dot");
        }
        Token key = prefixed ? name(true) : first;
        StringBuilder name = new StringBuilder(key.text());
        while (prefixed && key.is(Token.Kind.WORD) && acceptDot()) {
            Token part = name(false);
            if (!forOrder && !part.is(Token.Kind.WORD)) {
                throw errors.at(part, "no quotes around a part of a name: tags.`my tag.of mine`");
            }
            name.append('.').append(part.text());
        }
        Token prefix = prefixed ? first : null;
        return forOrder
                ? fields.findForOrder(prefix, key, name.toString(), errors)
                : fields.find(prefix, key, name.toString(), errors);
    }

    /** A name that is quoted as a whole, which MLflow takes in an order where a direction follows. */
    private boolean isWholeName(Token first) {
        boolean quoted = first.is(Token.Kind.NAME) || first.is(Token.Kind.QUOTED);
        return quoted && first.text().contains(".") && (peek().is("ASC") || peek().is("DESC"));
    }

    private Field wholeName(Token quoted, Fields fields) {
        int dot = quoted.text().indexOf('.');
        Token prefix = new Token(Token.Kind.WORD, quoted.text().substring(0, dot), quoted.position() + 1);
        Token key = new Token(Token.Kind.NAME, quoted.text().substring(dot + 1), quoted.position() + dot + 2);
        return fields.findForOrder(prefix, key, key.text(), errors);
    }

    private boolean acceptDot() {
        Token dot = peek();
        if (dot.is(".") && (isSpace(dot.position() - 2) || isSpace(dot.position()))) {
            throw errors.at(dot, "no space beside the dot");
        }
        return accept(".");
    }

    private boolean isSpace(int index) {
        int c = index < 0 || index >= text.length() ? 'x' : text.charAt(index);
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The rest of text without quotes, as in {@code name = model.v1}. */
    String restOfText() {
        StringBuilder rest = new StringBuilder();
        while (acceptDot()) {
            if (!peek().is(Token.Kind.WORD)) {
                throw errors.at(peek(), "the rest of the text, or quotes around all of it");
            }
            rest.append('.').append(next().text());
        }
        return rest.toString();
    }

    private Token name(boolean afterPrefix) {
        Token token = next();
        if (token.is(Token.Kind.WORD) || token.is(Token.Kind.NAME) || token.is(Token.Kind.QUOTED)) {
            return token;
        }
        if (afterPrefix && token.is(Token.Kind.STRING)) {
            return token;
        }
        throw errors.at(token, "a name such as metrics.r2, params.alpha, tags.`my tag` or start_time");
    }
}
