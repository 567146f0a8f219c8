package tw.qiao.platform.notifications;

import java.util.Locale;

/** A way to reach a person beside her wall. */
enum Channel {
    EMAIL;

    /** The word for it in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
