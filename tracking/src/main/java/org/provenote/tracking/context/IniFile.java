package org.provenote.tracking.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings in sections, in files as Python's {@code configparser} reads them. */
public final class IniFile {
    private IniFile() {}

    /** The settings of one section, by their names in lower case; none where there is no such section. */
    public static Map<String, String> section(Path file, String name) throws IOException {
        Map<String, String> settings = new HashMap<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            String[] setting = text.split("[=:]", 2);
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1).strip();
            } else if (section.equals(name) && setting.length == 2 && !text.startsWith("#") && !text.startsWith(";")) {
                settings.put(setting[0].strip().toLowerCase(Locale.ROOT), setting[1].strip());
            }
        }
        return settings;
    }
}
