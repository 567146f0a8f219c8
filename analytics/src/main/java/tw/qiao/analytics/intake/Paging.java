package tw.qiao.analytics.intake;

import java.net.URI;
import java.util.Optional;

/**
 * How a server is asked for page after page, until one has fewer rows than a full one.
 *
 * @param parameter the name in the query that says which page, or from which row on
 * @param first its value for the first page
 * @param step how much it grows from page to page
 * @param sizeParameter the name in the query that says how many rows a page has, if it has to be said
 * @param size how many rows a full page has
 */
public record Paging(String parameter, long first, long step, Optional<String> sizeParameter, int size) {

    /** The address of page number {@code page}, of which the first is 0. */
    URI page(URI address, long page) {
        String query = (address.getRawQuery() == null ? "" : address.getRawQuery() + "&") + parameter + "="
                + (first + page * step)
                + sizeParameter.map(name -> "&" + name + "=" + size).orElse("");
        String whole = address.toString();
        int end = whole.indexOf('?') < 0 ? whole.length() : whole.indexOf('?');
        return URI.create(whole.substring(0, end) + "?" + query);
    }
}
