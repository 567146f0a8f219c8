package tw.qiao.society;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The word lists that names, roads and firms are made of; sections in brackets, words parted by blanks. */
final class Words {
    private static final Map<String, List<String>> SECTIONS = read();

    private Words() {}

    static List<String> of(String section) {
        List<String> words = SECTIONS.get(section);
        if (words == null) {
            throw new IllegalArgumentException("No section of words is called " + section);
        }
        return words;
    }

    /** The words in UTF-8. */
    static byte[][] bytes(String section) {
        return of(section).stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** The single characters of the section in UTF-8. */
    static byte[][] characters(String section) {
        return String.join("", of(section))
                .codePoints()
                .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static Map<String, List<String>> read() {
        var sections = new HashMap<String, List<String>>();
        List<String> current = new ArrayList<>();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                current = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else if (!line.startsWith("#") && !line.isBlank()) {
                current.addAll(Arrays.asList(line.strip().split(" +", -1)));
            }
        }
        return sections;
    }

    private static String text() {
        try (var in = Words.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is missing from the society's resources");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
