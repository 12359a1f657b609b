package org.provenote.provenance.rerun;

import java.util.Optional;

/** A param or metric of both runs, or how they ended. */
public record ValueVerdict(String name, Optional<String> original, Optional<String> again, Sameness sameness) {}
