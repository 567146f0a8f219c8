package tw.qiao.analytics.dictionary;

import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * Codes with their meaning and the days on which they are valid, for example those of a county before and after 2014.
 */
public record CodeList(String name, List<Code> codes) {

    /**
     * One code.
     *
     * @param from the first day on which it is valid, empty for always
     * @param to the last day on which it is valid, empty for still
     */
    public record Code(String code, String chinese, String english, Optional<LocalDate> from, Optional<LocalDate> to) {

        /** Whether the code is valid on {@code day}. */
        public boolean isValidOn(LocalDate day) {
            return from.map(first -> !day.isBefore(first)).orElse(true)
                    && to.map(last -> !day.isAfter(last)).orElse(true);
        }
    }

    /** The code list {@code name}; a problem {@code dictionary_codes} when there is none. */
    public static CodeList named(String name) {
        String file = "codes/" + name + ".yaml";
        InputStream yaml = CodeList.class.getResourceAsStream("/" + file);
        if (yaml == null) {
            throw Problem.notFound("dictionary_codes", "There is no code list " + name);
        }
        Declaration list = Declaration.read(file, yaml).only("list", "codes");
        return new CodeList(
                list.text("list"),
                list.parts("codes").stream().map(CodeList::code).toList());
    }

    /** What {@code code} means on {@code day}. */
    public Optional<Code> meaning(String code, LocalDate day) {
        return codes.stream()
                .filter(one -> one.code().equals(code) && one.isValidOn(day))
                .findFirst();
    }

    private static Code code(Declaration part) {
        part.only("code", "chinese", "english", "from", "to");
        return new Code(
                part.text("code"),
                part.text("chinese"),
                part.text("english"),
                part.optional("from").map(LocalDate::parse),
                part.optional("to").map(LocalDate::parse));
    }
}
