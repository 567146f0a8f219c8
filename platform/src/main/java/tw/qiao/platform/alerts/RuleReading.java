package tw.qiao.platform.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.Text;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** Says all that is wrong with the form of a rule. */
@Component
class RuleReading {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_MEMBERS = 50;
    private static final Pattern DAY = Pattern.compile("[1-9]|[12]\\d|3[01]");
    private static final Pattern MONTHS = Pattern.compile("[1-9]|1[0-2]");

    private final Recipients recipients;

    RuleReading(Recipients recipients) {
        this.recipients = recipients;
    }

    InputErrors errors(RuleForm form, Page page) {
        var errors = InputErrors.none();
        name(form, "nameZh", page, errors);
        name(form, "nameEn", page, errors);
        choice(form, "severity", names(EnumSet.allOf(Terms.Severity.class)), page, errors);
        switch (form.kind()) {
            case THRESHOLD, CHANGE -> figures(form, page, errors);
            case MISSING -> {
                table(form, page, errors);
                choice(form, "span", names(EnumSet.allOf(Span.class)), page, errors);
                matching(form, "dueMonths", MONTHS, page, errors);
                matching(form, "dueDay", DAY, page, errors);
            }
            case ROWS -> {
                table(form, page, errors);
                amount(form, page, errors);
            }
            case IMPORT, DRIFT, ACCEPTED -> {
                if (form.has("table") && !Feeds.NAMES.contains(form.get("table"))) {
                    errors.add("table", page.text("alerts.wrong.table"));
                }
            }
        }
        chain(form, page, errors);
        return errors;
    }

    private static void name(RuleForm form, String field, Page page, InputErrors errors) {
        String typed = form.get(field);
        if (typed.isEmpty() || typed.length() > LONGEST_NAME || !Text.isClean(typed) || typed.contains("\n")) {
            errors.add(field, page.text("alerts.wrong.name", LONGEST_NAME));
        }
    }

    private static void figures(RuleForm form, Page page, InputErrors errors) {
        choice(form, "span", names(EnumSet.allOf(Span.class)), page, errors);
        if (form.isOfCube()) {
            cube(form, page, errors);
        } else {
            statement(form, page, errors);
        }
        boolean changes = form.kind() == Kind.CHANGE;
        choice(
                form,
                "direction",
                changes ? List.of("ABOVE", "BELOW", "EITHER") : List.of("ABOVE", "BELOW"),
                page,
                errors);
        amount(form, page, errors);
        release(form, changes, page, errors);
        if (changes) {
            choice(form, "against", names(EnumSet.allOf(Terms.Comparison.class)), page, errors);
            choice(form, "unit", List.of("percent", "amount"), page, errors);
            if (form.has("smallestBase") && form.decimal("smallestBase").isEmpty()) {
                errors.add("smallestBase", page.text("alerts.wrong.number"));
            }
        }
    }

    private static void statement(RuleForm form, Page page, InputErrors errors) {
        String statement = form.get("statement");
        if (statement.isEmpty() || !Text.isClean(statement)) {
            errors.add("statement", page.text("alerts.wrong.statement"));
        }
        if (form.has("codes") && !Places.isList(form.get("codes"))) {
            errors.add("codes", page.text("alerts.wrong.choice"));
        }
    }

    private static void cube(RuleForm form, Page page, InputErrors errors) {
        Optional<Terms.OfCube> chosen = form.cube();
        if (chosen.isEmpty()) {
            boolean measured =
                    CubeChoices.read(form.get("measure"), "", List.of()).isPresent();
            errors.add(
                    measured ? "level" : "measure", page.text(measured ? "alerts.wrong.level" : "alerts.wrong.choice"));
            return;
        }
        Terms.OfCube of = chosen.get();
        if (errors.of("span") == null
                && new CubeFigures(of, Span.valueOf(form.get("span"))).time().isEmpty()) {
            errors.add("span", page.text("alerts.wrong.span"));
        }
        boolean listed = of.members().size() <= MOST_MEMBERS
                && of.members().stream()
                        .allMatch(member -> member.length() <= LONGEST_NAME
                                && Text.isClean(member)
                                && CubeChoices.isMember(of, member));
        if (!listed) {
            errors.add("members", page.text("alerts.wrong.members", MOST_MEMBERS));
        }
    }

    private static void amount(RuleForm form, Page page, InputErrors errors) {
        boolean positive = form.kind() != Kind.THRESHOLD;
        if (form.decimal("amount")
                .filter(amount -> !positive || amount.signum() > 0)
                .isEmpty()) {
            errors.add("amount", page.text(positive ? "alerts.wrong.positive" : "alerts.wrong.number"));
        }
    }

    /** Where it ends lies on the quiet side of where it begins. */
    private static void release(RuleForm form, boolean changes, Page page, InputErrors errors) {
        if (!form.has("release") || form.decimal("amount").isEmpty()) {
            return;
        }
        boolean downwards = !changes && form.get("direction").equals("BELOW");
        boolean right = form.decimal("release")
                .filter(release -> {
                    int order = release.compareTo(form.decimal("amount").orElseThrow());
                    return downwards ? order >= 0 : order <= 0;
                })
                .isPresent();
        if (!right) {
            errors.add("release", page.text("alerts.wrong.release"));
        }
    }

    private static void table(RuleForm form, Page page, InputErrors errors) {
        if (!Dictionary.describes(form.get("table"))) {
            errors.add("table", page.text("alerts.wrong.table"));
        }
    }

    private void chain(RuleForm form, Page page, InputErrors errors) {
        for (int i = 1; i <= RuleForm.STEPS; i++) {
            if (form.has("to" + i)
                    && (!form.get("hours" + i).matches("\\d{1,3}") || !recipients.isKnown(form.get("to" + i)))) {
                errors.add("hours" + i, page.text("alerts.wrong.chain"));
            }
        }
        if (errors.isEmpty() && form.chain().isEmpty()) {
            errors.add("to1", page.text("alerts.wrong.chain.none"));
        }
    }

    private static void matching(RuleForm form, String field, Pattern pattern, Page page, InputErrors errors) {
        if (!pattern.matcher(form.get(field)).matches()) {
            errors.add(field, page.text("alerts.wrong." + field));
        }
    }

    private static void choice(RuleForm form, String field, List<String> values, Page page, InputErrors errors) {
        if (!values.contains(form.get(field))) {
            errors.add(field, page.text("alerts.wrong.choice"));
        }
    }

    private static List<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toList();
    }
}
