package org.provenote.provenance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.provenote", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nothingHereKnowsTracking = noClasses()
            .that()
            .resideInAPackage("org.provenote.provenance..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.provenote.tracking..", "org.provenote.magics..", "org.provenote.session..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.provenote.provenance.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noProcessIsStarted = noClasses()
            .that()
            .resideInAPackage("org.provenote.provenance..")
            .should()
            .callMethod(ProcessBuilder.class, "start")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    /** JGit's commands run hooks and filters, and write the index. */
    @ArchTest
    static final ArchRule jGitIsUsedWithoutItsCommands = noClasses()
            .that()
            .resideInAPackage("org.provenote.provenance..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jgit.api..", "org.eclipse.jgit.transport..", "org.eclipse.jgit.hooks..");
}
