/** Services to apply for: immutable form documents, drafts, submissions and supplements (申請表單). */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "mydata"})
package tw.qiao.platform.forms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
