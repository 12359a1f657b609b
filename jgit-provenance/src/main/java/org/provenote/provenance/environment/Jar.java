package org.provenote.provenance.environment;

import java.util.Optional;

/**
 * A jar on the notebook's class path.
 *
 * @param file its name without folders
 * @param coordinates empty for a jar that comes from no Maven or Ivy repository
 * @param sha256 lower-case hex; empty when the file could not be read
 * @param size in bytes
 */
public record Jar(String file, Optional<Coordinates> coordinates, Optional<String> sha256, long size) {}
