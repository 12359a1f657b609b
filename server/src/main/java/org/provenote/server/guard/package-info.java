/**
 * Who may come in. A server that Jupyter started opens to Jupyter's secret only; one that a person started opens to plain
 * clients on this machine, never to a web page from elsewhere, and to a token when one is set. See SECURITY.md.
 */
@NullMarked
package org.provenote.server.guard;

import org.jspecify.annotations.NullMarked;
