/** What routes share that are asked again and again by someone who looks. */
@NullMarked
package org.provenote.server.polling;

import org.jspecify.annotations.NullMarked;
