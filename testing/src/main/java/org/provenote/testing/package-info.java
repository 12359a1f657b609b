/** The real MLflow as a test partner: its server, a storage behind it, and programs that run with its Python client. */
package org.provenote.testing;
