package tw.qiao.platform.site;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with an input before it is answered. */
public final class InputErrors {
    private final List<InputError> errors = new ArrayList<>();

    /** No errors. */
    public static InputErrors none() {
        return new InputErrors();
    }

    /** Adds an error to {@code field}. */
    public InputErrors add(String field, String message) {
        errors.add(new InputError(field, message));
        return this;
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** All errors, in the order of the page. */
    public List<InputError> all() {
        return List.copyOf(errors);
    }

    /** The message for {@code field}, or null when the field is right. */
    public @Nullable String of(String field) {
        return errors.stream()
                .filter(error -> error.field().equals(field))
                .map(InputError::message)
                .findFirst()
                .orElse(null);
    }
}
