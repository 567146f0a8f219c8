package tw.qiao.platform.forms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tw.qiao.platform.site.InputErrors;

/**
 * What a person typed that was not taken, and why. It crosses one redirect in her session, so that Reload and Back ask
 * for nothing to be sent again, and stays out of the address.
 *
 * @param message what is wrong with it; empty when another window answered the question in between
 */
record RefusedAnswer(Map<String, String> typed, String message) {
    private static final String FLASH = "forms.refused"; // with a dot, so that it is no parameter of a template

    RefusedAnswer {
        typed = Map.copyOf(typed);
    }

    static RefusedAnswer wrong(FieldView field, InputErrors errors) {
        return new RefusedAnswer(field.inputs(), errors.all().getFirst().message());
    }

    static RefusedAnswer conflicting(FieldView field) {
        return new RefusedAnswer(field.inputs(), "");
    }

    /** What the redirect to this page brought. */
    static Optional<RefusedAnswer> in(Model model) {
        return model.getAttribute(FLASH) instanceof Map<?, ?> stored ? Optional.of(read(stored)) : Optional.empty();
    }

    void keep(RedirectAttributes redirect) {
        redirect.addFlashAttribute(FLASH, Map.of("typed", typed, "message", message));
    }

    boolean isConflict() {
        return message.isEmpty();
    }

    InputErrors errors(Question question) {
        return isConflict() ? InputErrors.none() : InputErrors.none().add(question.id(), message);
    }

    private static RefusedAnswer read(Map<?, ?> stored) {
        var typed = new LinkedHashMap<String, String>();
        if (stored.get("typed") instanceof Map<?, ?> inputs) {
            inputs.forEach((name, text) -> typed.put(String.valueOf(name), String.valueOf(text)));
        }
        return new RefusedAnswer(typed, String.valueOf(stored.get("message")));
    }
}
