/**
 * The server's side of HTTP: a {@link org.provenote.server.http.Request} comes in, passes the
 * {@link org.provenote.server.http.Guard}s, is answered by one {@link org.provenote.server.http.Route}, and a
 * {@link org.provenote.server.http.Response} goes out. The only package that knows Jetty.
 *
 * <p>Each request is answered on a thread of its own; everything here may be used from any thread.
 */
@NullMarked
package org.provenote.server.http;

import org.jspecify.annotations.NullMarked;
