/**
 * What is printed (列印): tagged PDF with the fonts of 全字庫, in which every character that a document says can be read.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package tw.qiao.platform.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
