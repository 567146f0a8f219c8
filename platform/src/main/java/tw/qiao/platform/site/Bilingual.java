package tw.qiao.platform.site;

/** A text that data carries in both languages of the site. */
public record Bilingual(String zh, String en) {
    public Bilingual {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("A text must be there in Chinese and in English: " + zh + en);
        }
    }

    /** The text in the language of {@code page}. */
    public String in(Page page) {
        return page.either(zh, en);
    }
}
