package tw.qiao.kernel.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An organisation that takes part in the exchange (機關).
 *
 * @param id instance, class and code, for example {@code TW/GOV/RIS}
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param subsystems the codes of its systems, for example {@code household}
 * @param nodes its exchange nodes, the preferred one first
 */
public record Member(String id, String nameZh, String nameEn, List<String> subsystems, List<NodeAddress> nodes) {
    /** Starts with a letter or digit, so that no code is a step in a path. */
    static final String CODE = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final Pattern ID = Pattern.compile(CODE + "/" + CODE + "/" + CODE);
    private static final Pattern SUBSYSTEM = Pattern.compile(CODE);

    public Member {
        requireNonNull(nameZh, "name_zh");
        requireNonNull(nameEn, "name_en");
        subsystems = List.copyOf(subsystems);
        nodes = List.copyOf(nodes);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A member id is INSTANCE/CLASS/CODE, for example TW/GOV/RIS");
        }
        for (String subsystem : subsystems) {
            if (!SUBSYSTEM.matcher(subsystem).matches()) {
                throw new IllegalArgumentException("A subsystem code is letters, digits and . _ -");
            }
        }
    }

    /** Whether {@code subsystem}, for example {@code TW/GOV/RIS/household}, is a system of this member. */
    public boolean has(String subsystem) {
        return subsystem.startsWith(id + "/") && subsystems.contains(subsystem.substring(id.length() + 1));
    }
}
