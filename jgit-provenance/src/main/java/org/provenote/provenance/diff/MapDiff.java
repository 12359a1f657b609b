package org.provenote.provenance.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Values by name. */
final class MapDiff {
    private MapDiff() {}

    static List<Change> of(Map<String, String> before, Map<String, String> after) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                changes.add(
                        new Change(name, Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))));
            }
        }
        return changes;
    }

    static List<Change> value(String name, String before, String after) {
        return of(Map.of(name, before), Map.of(name, after));
    }
}
