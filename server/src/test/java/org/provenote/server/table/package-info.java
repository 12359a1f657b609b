/** Tables for terminals of any width. */
@NullMarked
package org.provenote.server.table;

import org.jspecify.annotations.NullMarked;
