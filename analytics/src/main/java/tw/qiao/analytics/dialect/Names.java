package tw.qiao.analytics.dialect;

import java.util.Locale;

/** Names, which are compared without regard to case as all engines do. */
final class Names {
    private Names() {}

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
