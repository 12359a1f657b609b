package org.provenote.tracking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages of this module. */
@AnalyzeClasses(packages = "org.provenote.tracking", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.provenote.tracking";

    /** The packages of the API jar: all that user code in a notebook sees. */
    private static final String[] API = {ROOT, ROOT + ".entities", ROOT + ".store", ROOT + ".context"};

    @ArchTest
    static final ArchRule theApiKnowsNothingButItselfAndTheJdk = classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT, ROOT + ".entities", ROOT + ".store", ROOT + ".context", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theEntitiesKnowNobody = classes()
            .that()
            .resideInAPackage(ROOT + ".entities")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".entities", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theStoresDoNotKnowEachOther =
            slices().matching(ROOT + ".(sqlite|rest)..").should().notDependOnEachOther();

    /** The packages of the API name each other; what stands behind it comes in an order. */
    @ArchTest
    static final ArchRule behindTheApiThereAreNoCycles = slices().matching(ROOT
                    + ".(address|artifacts|bounds|files|naming|notebook|outbox|rest|search|sqlite|validation|wire)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheSqliteStoreKnowsSqlite = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sqlite..");

    @ArchTest
    static final ArchRule onlyTheRestStoreKnowsHttp = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".rest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule onlyOneClassReadsTheEnvironment = noClasses()
            .that()
            .doNotHaveSimpleName("TrackingEnvironment")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv");
}
