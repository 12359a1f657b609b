package org.provenote.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The little that a session needs of any Java kernel. May be called from any thread. */
public interface KernelPort {

    /** Name and version, such as {@code JJava 1.0-a8}. */
    String name();

    /** The file that Jupyter started the kernel with; its name carries the kernel's id. */
    Path connectionFile();

    /** Shows data by mime type below the running cell; the values are text or what JSON can say. */
    void display(Map<String, Object> data);

    /** Who had the running cell executed; empty while none runs. */
    Optional<FrontEnd> frontEnd();
}
