/**
 * What a user types: {@code %mlflow}, one class per magic, and the session that carries them out. In: raw magic lines and
 * cell events from the kernel. Out: calls to the tracking API, and text and tables below the cell.
 */
@NullMarked
package org.provenote.magics;

import org.jspecify.annotations.NullMarked;
