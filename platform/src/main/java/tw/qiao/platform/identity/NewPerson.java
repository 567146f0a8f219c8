package tw.qiao.platform.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** A person for whom an administrator opens an account, as typed. */
public record NewPerson(String nationalId, String name, String email, String roleName, String agency) {
    private static final int LONGEST_NAME = 100;
    private static final Pattern AGENCY = Pattern.compile("[A-Z]{2}/[A-Z]{3,6}/[A-Z0-9]{2,20}");

    /** Nothing typed yet. */
    public static NewPerson blank() {
        return new NewPerson("", "", "", "CITIZEN", "");
    }

    NewPerson typed() {
        return new NewPerson(
                Text.typed(nationalId).toUpperCase(Locale.ROOT),
                Text.typed(name),
                Text.typed(email),
                roleName,
                Text.typed(agency).toUpperCase(Locale.ROOT));
    }

    Role role() {
        return Role.valueOf(roleName);
    }

    InputErrors errors(Page page) {
        InputErrors errors = InputErrors.none();
        if (!NationalId.isValid(nationalId)) {
            errors.add("nationalId", page.text("identity.error.national-id"));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || !Text.isClean(name)) {
            errors.add("name", page.text("identity.error.name"));
        }
        new Contact(email, "en").errors(page).all().forEach(error -> errors.add(error.field(), error.message()));
        if (Arrays.stream(Role.values()).noneMatch(role -> role.name().equals(roleName))) {
            errors.add("roleName", page.text("identity.error.role"));
        }
        if (!agencyFits(roleName.equals(Role.OFFICER.name()), agency)) {
            errors.add("agency", page.text("identity.error.agency"));
        }
        return errors;
    }

    /** Officers have an agency, such as {@code TW/GOV/NLMA}; others have none. */
    static boolean agencyFits(boolean officer, String agency) {
        return officer ? AGENCY.matcher(agency).matches() : agency.isEmpty();
    }
}
