/**
 * What a run ran on: JDK, operating system, kernel and every jar with coordinates and checksum, and JVM figures.
 *
 * <p>The kernel's name and the paths of its jars flow in; an {@link org.provenote.provenance.environment.Environment}
 * flows out, as JSON, as a {@code pom.xml} and as a JBang header. Environment variables are never read. Any thread.
 */
@NullMarked
package org.provenote.provenance.environment;

import org.jspecify.annotations.NullMarked;
