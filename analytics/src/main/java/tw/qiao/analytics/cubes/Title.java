package tw.qiao.analytics.cubes;

import tw.qiao.analytics.dictionary.Declaration;

/** A name in both languages. */
public record Title(String chinese, String english) {
    static Title of(Declaration part) {
        return new Title(part.text("chinese"), part.text("english"));
    }

    /** The name in one language. */
    public String in(Language language) {
        return language == Language.CHINESE ? chinese : english;
    }
}
