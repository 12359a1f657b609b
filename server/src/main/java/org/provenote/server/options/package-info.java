/** What every command is given: the environment, the options that say which store, and the word that it cannot be so. */
@NullMarked
package org.provenote.server.options;

import org.jspecify.annotations.NullMarked;
