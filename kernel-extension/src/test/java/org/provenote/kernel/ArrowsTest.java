package org.provenote.kernel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.provenote.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    /** Of tracking, what is in the kernel's jar. */
    private static final String[] PUBLIC_API = {
        "org.provenote.tracking",
        "org.provenote.tracking.entities",
        "org.provenote.tracking.store",
        "org.provenote.tracking.context"
    };

    /** What implements a session is loaded behind a class loader; a direct use would not be found at run time. */
    @ArchTest
    static final ArchRule a_kernel_knows_the_session_and_the_public_api_alone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.provenote.magics..",
                    "org.provenote.notebook..",
                    "org.provenote.provenance..",
                    "tools.jackson..",
                    "picocli..")
            .orShould()
            .dependOnClassesThat(resideInAPackage("org.provenote.tracking..").and(resideOutsideOfPackages(PUBLIC_API)));
}
