/** MyData: which facts agencies already hold, consent to use them once, fetching them, and who used them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "exchange"})
package tw.qiao.platform.mydata;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
