/**
 * The adapter to Jupyter's JVM base kernel, the ancestor that IJava and JJava share. This source is written against IJava's
 * package root; the build makes its twin {@code org.provenote.kernel.jjava} by swapping the root for JJava's.
 */
@NullMarked
package org.provenote.kernel.ijava;

import org.jspecify.annotations.NullMarked;
