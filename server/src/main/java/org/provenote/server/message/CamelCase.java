package org.provenote.server.message;

/** Protobuf's JSON name of a field. */
final class CamelCase {
    private CamelCase() {}

    static String of(String snakeCase) {
        StringBuilder name = new StringBuilder();
        for (String word : snakeCase.split("_")) {
            name.append(name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
