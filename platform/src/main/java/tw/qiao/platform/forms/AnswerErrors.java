package tw.qiao.platform.forms;

import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** Says in the language of the page what is wrong with an input. */
final class AnswerErrors {
    private AnswerErrors() {}

    /** Adds what is wrong with {@code reading}, if anything. */
    static void collect(InputErrors errors, Question question, Reading reading, Page page) {
        String label = question.label().in(page);
        switch (reading) {
            case Reading.Given _ -> {}
            case Reading.Missing _ -> {
                if (!question.optional()) {
                    errors.add(question.id(), page.text(missing(question), label));
                }
            }
            case Reading.Wrong(String key, var arguments) -> {
                Object[] all = new Object[arguments.size() + 1];
                all[0] = label;
                for (int i = 0; i < arguments.size(); i++) {
                    all[i + 1] = arguments.get(i);
                }
                errors.add(question.id(), page.text(key, all));
            }
        }
    }

    private static String missing(Question question) {
        return question.type() == QuestionType.CHOICE ? "forms.error.choice" : "forms.error.missing";
    }

    /** The answer to keep; empty for an optional question that was passed over. */
    static String value(Reading reading) {
        return reading instanceof Reading.Given(String value) ? value : "";
    }
}
