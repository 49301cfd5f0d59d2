package io.hydrant.test.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The house has floors: imports go down only, and neighbours on a floor never see each other.
 *
 * <pre>
 *  standalone
 *  job          gateway
 *  sources      operators      sinks
 *               clients, for operators, sinks and gateway
 *  core
 * </pre>
 */
@AnalyzeClasses(packages = "io.hydrant", importOptions = DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule floors = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("io.hydrant.core..")
            .layer("clients")
            .definedBy("io.hydrant.clients..")
            .layer("sources")
            .definedBy("io.hydrant.sources..")
            .layer("operators")
            .definedBy("io.hydrant.operators..")
            .layer("sinks")
            .definedBy("io.hydrant.sinks..")
            .layer("job")
            .definedBy("io.hydrant.job..")
            .layer("gateway")
            .definedBy("io.hydrant.gateway..")
            .layer("standalone")
            .definedBy("io.hydrant.standalone..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("clients")
            .mayOnlyAccessLayers("core")
            .whereLayer("sources")
            .mayOnlyAccessLayers("core")
            .whereLayer("operators")
            .mayOnlyAccessLayers("core", "clients")
            .whereLayer("sinks")
            .mayOnlyAccessLayers("core", "clients")
            .whereLayer("job")
            .mayOnlyAccessLayers("core", "sources", "operators", "sinks")
            .whereLayer("gateway")
            .mayOnlyAccessLayers("core", "clients")
            .whereLayer("standalone")
            .mayOnlyAccessLayers("core", "job", "gateway");

    /** All but {@code consumer}: what those have in common that read Kafka. */
    @ArchTest
    static final ArchRule sourcesDoNotSeeEachOther = slices().matching("io.hydrant.sources.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.hydrant.sources.consumer.."));

    /** All but {@code batch}: the types of the stream, which every operator speaks. */
    @ArchTest
    static final ArchRule operatorsDoNotSeeEachOther = slices().matching("io.hydrant.operators.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.hydrant.operators.batch.."));

    /**
     * All but {@code request}, what those have in common that take records in requests, and {@code gzip}. Redshift copies from
     * objects, so it sees S3, but only what that has for such destinations: {@code S3Staging} and what comes out of it.
     */
    @ArchTest
    static final ArchRule sinksDoNotSeeEachOther = slices().matching("io.hydrant.sinks.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage("io.hydrant.sinks.request..", "io.hydrant.sinks.gzip.."))
            .ignoreDependency(
                    resideInAPackage("io.hydrant.sinks.redshift.."),
                    resideInAPackage("io.hydrant.sinks.s3")
                            .and(nameMatching(".*\\.(StagedObject.*|StagingBucket|ObjectPublisher)")));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.hydrant.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyJobsKnowFlink = noClasses()
            .that()
            .resideInAnyPackage("io.hydrant.core..", "io.hydrant.clients..", "io.hydrant.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule coreKnowsNoServerOrClient = noClasses()
            .that()
            .resideInAPackage("io.hydrant.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "software.amazon..",
                    "com.amazonaws..",
                    "org.eclipse.jetty..",
                    "java.net.http..");
}
