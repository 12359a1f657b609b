/** What is served as files, and where it is found. */
@NullMarked
package org.provenote.server.pages;

import org.jspecify.annotations.NullMarked;
