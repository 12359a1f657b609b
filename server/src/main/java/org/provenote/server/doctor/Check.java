package org.provenote.server.doctor;

/** Looks at one thing. Changes nothing, makes nothing, and throws nothing that it can tell. */
public interface Check {
    Finding look();
}
