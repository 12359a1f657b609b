/**
 * What a kernel and a notebook session know of each other. A kernel adapter reports cells to a {@link
 * org.provenote.session.NotebookSession} and serves it as {@link org.provenote.session.KernelPort}; the code that a magic
 * line is rewritten to calls {@link org.provenote.session.Notebook}. Beside the tracking API, this package alone of what a
 * session needs stands on the kernel's class path; what implements a session is loaded behind it, on first use.
 */
@NullMarked
package org.provenote.session;

import org.jspecify.annotations.NullMarked;
