package org.provenote.tracking.validation;

/** Where in a batch a value stands, as errors name it: {@code metrics[3].}; the text is made only when there is one. */
record Place(String list, int index) {
    /** A value by itself. */
    static final Place ALONE = new Place("", 0);

    String of(String field) {
        return list.isEmpty() ? field : list + "[" + index + "]." + field;
    }
}
