package tw.qiao.platform.cubes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tw.qiao.analytics.cubes.Coverage;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Slice;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Member;
import tw.qiao.analytics.cubes.Title;

/**
 * The form and the links around a pivot.
 *
 * @param coverage of which months the cube's table has rows
 * @param level the level in which members are looked for; empty for none
 * @param words what they have in their names
 */
public record Explorer(View view, Coverage coverage, Optional<Axis> level, String words, List<Member> members) {
    static final int MOST_MEMBERS = 60;

    /** The cube. */
    public Cube cube() {
        return view.cube();
    }

    /** Of which time there are figures at all. */
    public Optional<Title> known() {
        return coverage.words();
    }

    /** Where a report is made from this view. */
    public String report() {
        return "/reports/new?cube=" + cube().name() + "&question="
                + URLEncoder.encode(view.question(), StandardCharsets.UTF_8);
    }

    /** Whether a measure is shown. */
    public boolean measures(String name) {
        return view.measures().contains(name);
    }

    /** The level at a place among the rows; empty for none. */
    public String row(int number) {
        return number < view.rows().size() ? view.rows().get(number).level() : "";
    }

    /** The level that becomes columns; empty for none. */
    public String column() {
        return view.column().map(Axis::level).orElse("");
    }

    /** Whether there are totals over a dimension. */
    public boolean totals(String dimension) {
        return view.totals().contains(dimension);
    }

    /** The first month or year, or what stands in its place. */
    public String from() {
        return view.from();
    }

    /** The last month or year, or what stands in its place. */
    public String to() {
        return view.to();
    }

    /** The name of the comparison. */
    public String comparison() {
        return view.comparison().name();
    }

    /** Whether rows without figures are left out. */
    public boolean filled() {
        return view.filled();
    }

    /** The state that the view is pinned to, as the address has it; empty for none. */
    public String pinned() {
        return view.snapshot().isPresent()
                ? view.cube().table() + "@" + view.snapshot().getAsLong()
                : "";
    }

    /** The slices. */
    public List<Slice> slices() {
        return view.slices();
    }

    /** The level of a slice. */
    public Level levelOf(Slice slice) {
        return view.cube().dimension(slice.dimension()).level(slice.level());
    }

    /** What a value of a slice is called today. */
    public String labelOf(Slice slice, String value, boolean english) {
        return levelOf(slice).label(value, english ? Language.ENGLISH : Language.CHINESE);
    }

    /** The view without a value of a slice. */
    public String without(Slice slice, String value) {
        return new Steps(view).without(slice, value).address();
    }

    /** The view with a member that was looked for. */
    public String with(Member member) {
        return level.map(axis -> new Steps(view).with(axis, member.key()).address())
                .orElse("");
    }

    /** The rows' levels that have a wider one. */
    public List<Axis> upper() {
        return view.rows().stream()
                .filter(axis -> new Steps(view).up(axis).isPresent())
                .toList();
    }

    /** The view with a level one wider. */
    public String up(Axis axis) {
        return new Steps(view).up(axis).map(View::address).orElse("");
    }

    /** The level one wider. */
    public Level wider(Axis axis) {
        List<Level> levels = view.cube().dimension(axis.dimension()).levels();
        return levels.get(levels.indexOf(view.cube().dimension(axis.dimension()).level(axis.level())) - 1);
    }

    /** The address of the view as it is now. */
    public String address() {
        return view.address();
    }

    /** What follows {@code ?} in it. */
    public String question() {
        return view.question();
    }

    /** The address of the same with the state of its table, given as {@code table@123}. */
    public String cited(String stamp) {
        long state = Long.parseLong(stamp.substring(stamp.indexOf('@') + 1));
        return view.at(OptionalLong.of(state)).address();
    }

    /** The address of a file. */
    public String file(String kind) {
        return View.PATH + "/" + view.cube().name() + "/answer." + kind + "?" + view.question();
    }

    /** The form's columns, level or none chosen for looking up members. */
    public String lookedFor() {
        return level.map(Axis::level).orElse("");
    }
}
