package tw.qiao.platform.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Option;

/**
 * The page with the form of a rule.
 *
 * @param rule null for a new one
 * @param preview null before one was asked for
 * @param tables to choose from
 * @param recipients to choose from
 */
public record RulePage(
        @Nullable Rule rule,
        RuleForm form,
        InputErrors errors,
        @Nullable RulePreview preview,
        List<Option> tables,
        List<Option> recipients,
        List<Version> versions) {

    /** A version of the terms that can be put back. */
    public record Version(int number, String name, String author, String at) {}

    /** Where the form goes. */
    public String path() {
        return rule == null ? "/alerts/rules" : "/alerts/rules/" + rule.id();
    }
}
