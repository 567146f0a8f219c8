package tw.qiao.platform.identity;

import java.util.Set;
import java.util.regex.Pattern;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** How a person wants to be reached, as she typed it. */
record Contact(String email, String language) {
    static final int LONGEST_EMAIL = 254; // RFC 5321, 4.5.3.1.3
    private static final Set<String> LANGUAGES = Set.of("zh-Hant-TW", "en");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
            + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))+");

    static Contact typed(String email, String language) {
        return new Contact(Text.typed(email), language);
    }

    InputErrors errors(Page page) {
        InputErrors errors = InputErrors.none();
        if (email.length() > LONGEST_EMAIL) {
            errors.add("email", page.text("identity.error.email.long"));
        } else if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            errors.add("email", page.text("identity.error.email"));
        }
        if (!LANGUAGES.contains(language)) {
            errors.add("language", page.text("identity.error.language"));
        }
        return errors;
    }

    /** The account as the form shows it again: with what was typed, cut to what a page can hold. */
    Account shownOn(Account account) {
        String shown = email.substring(0, Math.min(email.length(), 1_000));
        String spoken = LANGUAGES.contains(language) ? language : account.language();
        return new Account(
                account.id(), account.nationalId(), account.name(), shown, spoken, account.roles(), account.agency());
    }
}
