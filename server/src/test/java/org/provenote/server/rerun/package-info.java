/** The Java side of {@code provenote rerun}, on real stores and repositories; install/tests/test_rerun.py starts the kernels too. */
@NullMarked
package org.provenote.server.rerun;

import org.jspecify.annotations.NullMarked;
