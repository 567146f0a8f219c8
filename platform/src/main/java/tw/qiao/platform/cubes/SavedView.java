package tw.qiao.platform.cubes;

import java.util.UUID;

/**
 * A view that an analyst keeps under a name (常用分析).
 *
 * @param question what follows {@code ?} in its address
 */
public record SavedView(UUID id, String name, String cube, String question) {
    /** Where it is. */
    public String address() {
        return View.PATH + "/" + cube + "?" + question;
    }
}
