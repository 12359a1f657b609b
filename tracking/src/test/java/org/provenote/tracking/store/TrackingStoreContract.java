package org.provenote.tracking.store;

/** What every store promises. Each store's test class runs all of it on the real thing. */
public abstract class TrackingStoreContract
        implements ExperimentsContract, RunsContract, LoggingContract, SearchContract {}
