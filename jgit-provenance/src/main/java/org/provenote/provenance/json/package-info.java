/** JSON that others wrote: notebooks and records. */
@NullMarked
package org.provenote.provenance.json;

import org.jspecify.annotations.NullMarked;
