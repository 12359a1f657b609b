/**
 * What stands in addresses of the web and of files: escapes, and the names by which a machine calls itself. Texts flow in and out;
 * nothing is asked of a network. Stateless: any thread may call.
 */
@NullMarked
package org.provenote.tracking.address;

import org.jspecify.annotations.NullMarked;
