/**
 * Artifacts over HTTP: listed and downloaded by run, and MLflow's proxy, through which clients read and write the server's
 * own folder. Paths are checked where the file is opened, by the repository; nothing here opens a file.
 */
@NullMarked
package org.provenote.server.artifacts;

import org.jspecify.annotations.NullMarked;
