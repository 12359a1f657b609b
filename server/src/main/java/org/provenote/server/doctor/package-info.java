/** What is wrong with an installation: one check in one class, each with what to do. */
@NullMarked
package org.provenote.server.doctor;

import org.jspecify.annotations.NullMarked;
