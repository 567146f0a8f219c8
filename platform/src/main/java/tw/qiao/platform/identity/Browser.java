package tw.qiao.platform.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser calls itself, short enough for a person to recognise her own device. */
final class Browser {
    private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();
    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("Edg", "Edge");
        PROGRAMS.put("OPR", "Opera");
        PROGRAMS.put("SamsungBrowser", "Samsung Internet");
        PROGRAMS.put("Firefox", "Firefox");
        PROGRAMS.put("Chrom", "Chrome");
        PROGRAMS.put("CriOS", "Chrome");
        PROGRAMS.put("Safari", "Safari");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS", "macOS");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private Browser() {}

    /** For example {@code Chrome · Windows}; empty when neither is known. */
    static String describe(@Nullable String userAgent) {
        if (userAgent == null) {
            return "";
        }
        String program = first(PROGRAMS, userAgent);
        String system = first(SYSTEMS, userAgent);
        return program.isEmpty() || system.isEmpty() ? program + system : program + " · " + system;
    }

    private static String first(Map<String, String> known, String userAgent) {
        return known.entrySet().stream()
                .filter(entry -> userAgent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
