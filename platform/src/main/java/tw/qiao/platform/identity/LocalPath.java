package tw.qiao.platform.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path of this site to return to after sign-in; anything that a browser could read as another site is none. */
final class LocalPath {
    private static final Pattern FORM = Pattern.compile("/(?![/\\\\])[A-Za-z0-9/._~%?&=+,:@!$'()*;-]{0,500}");
    private static final Pattern SIGN_IN = Pattern.compile("/(demo/)?sign-(in|out)\\b.*");

    private LocalPath() {}

    /** {@code wanted} if it is a path of this site, else {@code otherwise}. */
    static String or(@Nullable String wanted, String otherwise) {
        return wanted != null
                        && FORM.matcher(wanted).matches()
                        && !SIGN_IN.matcher(wanted).matches()
                ? wanted
                : otherwise;
    }
}
