package tw.qiao.node.operations;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * One thing that was looked at, with what to do where it is not well. Holds no personal data.
 *
 * @param check what was looked at, for example {@code disk}
 * @param state how well it is
 * @param message the key of its text in the bundle, after {@code check}
 * @param arguments what the text names
 */
public record Finding(String check, State state, String message, List<Object> arguments) {
    private static final String BUNDLE = "tw.qiao.node.operations.findings";

    public Finding {
        arguments = List.copyOf(arguments);
    }

    public static Finding ok(String check, Object... arguments) {
        return new Finding(check, State.OK, "ok", List.of(arguments));
    }

    public static Finding degraded(String check, String message, Object... arguments) {
        return new Finding(check, State.DEGRADED, message, List.of(arguments));
    }

    public static Finding failing(String check, String message, Object... arguments) {
        return new Finding(check, State.FAILING, message, List.of(arguments));
    }

    /** The finding in Chinese. */
    public String zh() {
        return text(Locale.TRADITIONAL_CHINESE);
    }

    /** The finding in English. */
    public String en() {
        return text(Locale.ENGLISH);
    }

    private String text(Locale locale) {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        String pattern = ResourceBundle.getBundle(BUNDLE, locale, control).getString(check + "." + message);
        return new MessageFormat(pattern, Locale.ROOT).format(arguments.toArray());
    }
}
