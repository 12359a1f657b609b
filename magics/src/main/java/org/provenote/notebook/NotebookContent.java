package org.provenote.notebook;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a notebook held at one moment.
 *
 * @param bytes as they are saved, or would be; shared: nobody writes to them
 * @param source who had them
 */
record NotebookContent(byte[] bytes, Source source) {

    /** In the order in which they are asked. */
    enum Source {
        /** Open in the browser that had the cell executed, unsaved edits included. */
        BROWSER("browser"),
        /** The saved file. */
        FILE("file");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** By the first source that has it. */
    static Optional<NotebookContent> first(Optional<byte[]> open, Optional<byte[]> saved) {
        return open.map(bytes -> new NotebookContent(bytes, Source.BROWSER))
                .or(() -> saved.map(bytes -> new NotebookContent(bytes, Source.FILE)));
    }

    boolean isFrom(Source other) {
        return source == other;
    }

    boolean isSame(byte[] other) {
        return Arrays.equals(bytes, other);
    }
}
