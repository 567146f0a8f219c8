package tw.qiao.platform.site;

import java.util.function.IntSupplier;

/**
 * A number beside a link in the header, shown when it is not zero. Modules declare beans of this.
 *
 * @param path of the link
 * @param messageKey the key of the text that tells the number, {@code {0}}
 */
public record NavigationCount(String path, String messageKey, IntSupplier count) {}
