package tw.qiao.analytics.cubes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.analytics.dictionary.SearchText;
import tw.qiao.analytics.query.Found;

/** The values of a level (成員), which somebody looks for by their names. */
final class Members {
    /** A table has no more villages than this. */
    static final int MOST = 20_000;

    private Members() {}

    /** The statement that finds the keys of a level with those of all wider ones. */
    static String sql(Cube cube, Dimension dimension, Level level) {
        var keys = new ArrayList<String>();
        for (Level one : dimension.downTo(level)) {
            keys.add(SqlParts.key(one));
        }
        String filter =
                cube.filter().map(condition -> " where (" + condition + ")").orElse("");
        return "select distinct " + String.join(", ", keys) + " from " + cube.table() + filter + " order by all";
    }

    /** Those whose name or key has {@code words} in it; all for empty words. */
    static List<Member> find(
            Found found, Dimension dimension, Level level, String words, Language language, LocalDate day, int most) {
        String wanted = SearchText.fold(words);
        List<Level> levels = dimension.downTo(level);
        var members = new ArrayList<Member>();
        for (var row : found.rows()) {
            var path = new ArrayList<String>();
            for (int i = 0; i < levels.size(); i++) {
                path.add(levels.get(i).label(row.get(i).asString(), day, language));
            }
            String key = row.get(levels.size() - 1).asString();
            if (key.equals(words.strip()) || SearchText.says(wanted, String.join(" ", path))) {
                members.add(new Member(key, List.copyOf(path)));
            }
            if (members.size() == most) {
                break;
            }
        }
        return members;
    }
}
