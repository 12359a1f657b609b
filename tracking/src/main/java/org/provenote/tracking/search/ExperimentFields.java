package org.provenote.tracking.search;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What experiments can be searched by: tags and four attributes. */
final class ExperimentFields implements Fields {
    private static final Set<String> TAG_PREFIXES = Set.of("tag", "tags");
    private static final Set<String> ATTRIBUTE_PREFIXES = Set.of("attribute", "attributes");
    private static final Set<String> TIMES = Set.of("creation_time", "last_update_time");

    @Override
    public Field find(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        if (prefix != null && !prefix.is(Token.Kind.WORD)) {
            throw errors.at(prefix, "tags or attribute, without quotes, before the dot");
        }
        if (prefix != null && TAG_PREFIXES.contains(prefix.text())) {
            return new Field(Field.Kind.TAG, name, Field.Type.TEXT, Operator.TEXT_OR_NULL);
        }
        if (prefix != null && !ATTRIBUTE_PREFIXES.contains(prefix.text())) {
            throw errors.at(prefix, "tags or attribute before the dot");
        }
        return attribute(key, name, errors);
    }

    @Override
    public Field findForOrder(@Nullable Token prefix, Token key, String name, SearchErrors errors) {
        Token plain = prefix == null ? null : new Token(Token.Kind.WORD, prefix.text(), prefix.position());
        Field field = find(plain, key, name, errors);
        if (field.kind() != Field.Kind.ATTRIBUTE) {
            throw errors.at(key, "an attribute: experiments cannot be sorted by tags");
        }
        return field;
    }

    private static Field attribute(Token key, String name, SearchErrors errors) {
        if (TIMES.contains(name)) {
            return new Field(Field.Kind.ATTRIBUTE, name, Field.Type.INTEGER, Operator.NUMERIC);
        }
        return switch (name) {
            case "name" -> new Field(Field.Kind.ATTRIBUTE, name, Field.Type.TEXT, Operator.TEXT);
            case "experiment_id" -> new Field(Field.Kind.ATTRIBUTE, name, Field.Type.ID, Operator.ONE_OR_LIST);
            default ->
                throw errors.at(
                        key.position(),
                        "'" + name + "'",
                        "name, experiment_id, creation_time, last_update_time, or tags. before the name");
        };
    }
}
