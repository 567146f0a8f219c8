package tw.qiao.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "tw.qiao.node", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesDependOnEachOtherOneWay =
            slices().matching("tw.qiao.node.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theNodeItselfIsOnTop = noClasses()
            .that()
            .resideInAPackage("tw.qiao.node.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tw.qiao.node");
}
