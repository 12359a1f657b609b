/** Keeps secrets out of what is stored: text or bytes flow in, the same with known token shapes masked flow out. */
@NullMarked
package org.provenote.provenance.secrets;

import org.jspecify.annotations.NullMarked;
