/**
 * A notebook file as cells: bytes in Jupyter's format 4 flow in, {@link org.provenote.provenance.notebook.NotebookDocument}
 * flows out. Outputs are compared, not kept, so that a large notebook needs little memory. Records; any thread.
 */
@NullMarked
package org.provenote.provenance.notebook;

import org.jspecify.annotations.NullMarked;
