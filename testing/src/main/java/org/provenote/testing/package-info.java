/** What tests of all modules need: the real MLflow as a partner, with its server and its Python client, and a look at the system. */
package org.provenote.testing;
