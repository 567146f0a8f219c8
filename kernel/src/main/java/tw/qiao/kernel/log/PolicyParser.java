package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.WitnessPolicy.Quorum;
import tw.qiao.kernel.signature.VerificationKey;

/** Reads a policy file, line by line (C2SP tlog-policy). Names are octets, here one a character. */
final class PolicyParser {
    private static final String NONE = "none";
    private static final int LARGEST = 1_000_000;
    private static final int MOST_DIGITS = 6;

    private final List<NoteKey> logs = new ArrayList<>();
    private final Map<String, NoteKey> witnesses = new HashMap<>();
    private final List<WitnessAddress> addresses = new ArrayList<>();
    private final Map<String, Quorum> names = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Set<VerificationKey> logKeys = new HashSet<>();
    private final Set<VerificationKey> witnessKeys = new HashSet<>();
    private @Nullable Quorum quorum;

    WitnessPolicy parse(byte[] file) {
        String text = new String(file, ISO_8859_1);
        require(
                file.length <= LARGEST && text.chars().allMatch(PolicyParser::isAllowed),
                "A policy is text of at most " + LARGEST + " octets, without control characters");
        text.lines().forEach(this::line);
        if (quorum == null) {
            throw invalid("A policy has exactly one quorum line");
        }
        return new WitnessPolicy(logs, witnesses, addresses, quorum);
    }

    private static boolean isAllowed(int octet) {
        return octet == '\t' || octet == '\n' || (octet >= 0x20 && octet != 0x7F);
    }

    private void line(String line) {
        String[] items = Arrays.stream(line.split("[ \t]+"))
                .filter(item -> !item.isEmpty())
                .toArray(String[]::new);
        if (items.length == 0 || items[0].startsWith("#")) {
            return;
        }
        switch (items[0]) {
            case "log" -> log(items);
            case "witness" -> witness(items);
            case "group" -> group(items);
            case "quorum" -> quorum(items);
            default -> throw invalid("A line of a policy is log, witness, group, quorum or a comment");
        }
    }

    private void log(String[] items) {
        require(items.length == 2 || items.length == 3, "A log is: log VKEY [URL]");
        var key = key(items[1]);
        require(key.kind() != NoteKey.Kind.TIMED_TEXT, "A log signs with type 0x01 or 0x06");
        require(logKeys.add(key.key()), "Two logs have the same key");
        logs.add(key);
    }

    private void witness(String[] items) {
        require(items.length == 3 || items.length == 4, "A witness is: witness NAME VKEY [URL]");
        var key = key(items[2]);
        require(key.kind() != NoteKey.Kind.TEXT, "A witness signs with type 0x04 or 0x06");
        require(witnessKeys.add(key.key()), "Two witnesses have the same key");
        define(items[1], new Quorum.One(items[1]));
        witnesses.put(items[1], key);
        if (items.length == 4) {
            addresses.add(new WitnessAddress(items[1], key, url(items[3])));
        }
    }

    private static URI url(String text) {
        require(text.startsWith("https://") || text.startsWith("http://"), "A witness is asked over HTTP");
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException unreadable) {
            throw invalid("The address of a witness is a URL");
        }
    }

    private static NoteKey key(String vkey) {
        return NoteKey.parse(new String(vkey.getBytes(ISO_8859_1), UTF_8));
    }

    private void group(String[] items) {
        require(items.length >= 4, "A group is: group NAME all|any|K NAME...");
        var names = Arrays.asList(items).subList(3, items.length);
        for (String name : names) {
            require(members.add(name), "A name is a member of one group, once");
        }
        define(
                items[1],
                new Quorum.Some(
                        threshold(items[2], names.size()),
                        names.stream().map(this::named).toList()));
    }

    private static int threshold(String word, int count) {
        return switch (word) {
            case "all" -> count;
            case "any" -> 1;
            default -> {
                boolean isDecimal = word.matches("[1-9][0-9]*") && word.length() <= MOST_DIGITS;
                require(isDecimal && Integer.parseInt(word) <= count, "A threshold lies between 1 and the members");
                yield Integer.parseInt(word);
            }
        };
    }

    private void quorum(String[] items) {
        require(items.length == 2 && quorum == null, "A policy has exactly one line: quorum NAME");
        quorum = items[1].equals(NONE) ? Quorum.NONE : named(items[1]);
    }

    private Quorum named(String name) {
        var known = names.get(name);
        if (known == null) {
            throw invalid("A name must be defined on a line before");
        }
        return known;
    }

    private void define(String name, Quorum meaning) {
        require(!name.equals(NONE) && names.putIfAbsent(name, meaning) == null, "A name is defined once, and not none");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw invalid(message);
        }
    }

    private static Problem invalid(String message) {
        return Problem.invalid("policy_invalid", message + " (C2SP tlog-policy)");
    }
}
