package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AgeShelfTest {
    @Property
    void takesTheNearestAgeInReach(
            @ForAll @Size(max = 60) List<@IntRange(max = 100) Integer> ages,
            @ForAll @IntRange(max = 120) int wish,
            @ForAll @IntRange(max = 100) int low,
            @ForAll @IntRange(max = 60) int width) {
        var shelf = new AgeShelf();
        List<Integer> left = new ArrayList<>(ages);
        for (int i = 0; i < ages.size(); i++) {
            shelf.put(i, ages.get(i));
        }
        int high = low + width;

        for (int taken = shelf.take(wish, low, high); taken >= 0; taken = shelf.take(wish, low, high)) {
            int age = ages.get(taken);
            int nearest = left.stream()
                    .filter(other -> other >= low && other <= high)
                    .map(other -> Math.abs(other - wish))
                    .min(Comparator.naturalOrder())
                    .orElse(-1);
            assertThat(Math.abs(age - wish)).isEqualTo(nearest);
            left.remove(/* element */ (Integer) age);
        }
        assertThat(left).noneMatch(age -> age >= low && age <= high);
    }
}
