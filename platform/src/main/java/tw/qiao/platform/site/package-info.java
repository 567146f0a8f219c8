/**
 * The shell of every page: layout, form components, language, errors, navigation and who may see which path.
 *
 * <p>Templates take {@code @param tw.qiao.platform.site.Page page}, which every view receives, and call
 * {@code @template.site.layout(page = page, title = …, content = @`…`)}. Components are the other templates in
 * {@code src/main/jte/site/}.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package tw.qiao.platform.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
