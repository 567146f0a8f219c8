package tw.qiao.platform.forms;

import java.time.Instant;
import tw.qiao.platform.site.Bilingual;

/**
 * A draft that its applicant can go on with, as other modules show it.
 *
 * @param service what is applied for
 * @param path the address at which she goes on
 * @param expires when it is deleted unless it is submitted
 */
public record OpenDraft(Bilingual service, String path, Instant changed, Instant expires) {}
