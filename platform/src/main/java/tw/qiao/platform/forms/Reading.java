package tw.qiao.platform.forms;

import java.util.List;

/** What a person's input means. */
sealed interface Reading {
    /** An answer, in the form in which it is kept. */
    record Given(String value) implements Reading {}

    /** Nothing was entered. */
    record Missing() implements Reading {}

    /** Something that cannot be the answer; {@code key} and {@code arguments} say what was expected. */
    record Wrong(String key, List<Object> arguments) implements Reading {}

    static Reading wrong(String key, Object... arguments) {
        return new Wrong(key, List.of(arguments));
    }
}
