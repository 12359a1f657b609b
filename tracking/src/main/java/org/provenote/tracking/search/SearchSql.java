package org.provenote.tracking.search;

import java.util.List;

/**
 * A compiled search: SQLite's dialect over MLflow's tables, with a {@code ?} for each value.
 *
 * @param values in the order of their placeholders: {@link String}, {@link Long}, {@link Integer} or {@link Double}
 */
public record SearchSql(String text, List<Object> values) {}
