package org.provenote.provenance.secrets;

import java.util.List;
import java.util.stream.Stream;

/** All that is taken for a secret. */
final class KnownShapes {
    static final List<TokenShape> ALL = Stream.of(
                    IssuedToken.SHAPES, List.of(PrivateKeyBlock.SHAPE), UrlSecret.SHAPES, NamedValue.SHAPES)
            .flatMap(List::stream)
            .toList();

    private KnownShapes() {}
}
