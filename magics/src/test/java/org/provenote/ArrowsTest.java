package org.provenote;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"org.provenote.session", "org.provenote.notebook", "org.provenote.magics"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    /** The session package stands on the kernel's class path, where nothing else of this module does. */
    @ArchTest
    static final ArchRule the_session_knows_only_the_public_api = noClasses()
            .that()
            .resideInAPackage("org.provenote.session")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "org.provenote.session",
                    "org.provenote.tracking",
                    "org.provenote.tracking.entities",
                    "org.provenote.tracking.store",
                    "org.provenote.tracking.context");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("org.provenote.(*)..").should().beFreeOfCycles();
}
