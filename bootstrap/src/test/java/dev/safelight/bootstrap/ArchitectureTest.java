package dev.safelight.bootstrap;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.util.Date;

/** The arrows between layers and features, and what has no place in our code. */
@AnalyzeClasses(packages = "dev.safelight", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    /** Our own classes, without tests and the memory adapters among them. */
    static final class MainCode implements ImportOption {
        private final ImportOption noTests = new ImportOption.DoNotIncludeTests();

        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return noTests.includes(location) && !location.contains("-tests.jar");
        }
    }

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.safelight..");

    @ArchTest
    static final ArchRule adapters_see_ports_but_never_each_other_and_only_bootstrap_sees_all = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.safelight..")
            .layer("domain")
            .definedBy("dev.safelight.domain..")
            .layer("application")
            .definedBy("dev.safelight.application..")
            .layer("persistence")
            .definedBy("dev.safelight.persistence..")
            .layer("storage")
            .definedBy("dev.safelight.storage..")
            .layer("queue")
            .definedBy("dev.safelight.queue..")
            .layer("imaging")
            .definedBy("dev.safelight.imaging..")
            .layer("telemetry")
            .definedBy("dev.safelight.telemetry..")
            .layer("web")
            .definedBy("dev.safelight.web..")
            .layer("bootstrap")
            .definedBy("dev.safelight.bootstrap..")
            .whereLayer("domain")
            .mayNotAccessAnyLayer()
            .whereLayer("application")
            .mayOnlyAccessLayers("domain")
            .whereLayer("persistence")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("storage")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("queue")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("imaging")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("telemetry")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("web")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("bootstrap")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule the_domain_depends_on_nothing_but_java = classes()
            .that()
            .resideInAPackage("dev.safelight.domain..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.safelight.domain..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.nio.charset..",
                    "java.security..",
                    "java.math..",
                    "java.text.."));

    @ArchTest
    static final ArchRule the_application_depends_on_nothing_but_java_and_the_domain = classes()
            .that()
            .resideInAPackage("dev.safelight.application..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.safelight.domain..", "dev.safelight.application..", "java..", "org.jspecify.annotations.."));

    /** A photo's life tells of its judgement, and rules speak of photos: two halves of one subject. */
    @ArchTest
    static final ArchRule features_form_no_cycles_in_the_domain = noCyclesIn("domain")
            .ignoreDependency(
                    resideInAPackage("dev.safelight.domain.rule.."), resideInAPackage("dev.safelight.domain.image.."));

    @ArchTest
    static final ArchRule features_form_no_cycles_in_the_application = noCyclesIn("application");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_persistence = noCyclesIn("persistence");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_storage = noCyclesIn("storage");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_the_queues = noCyclesIn("queue");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_imaging = noCyclesIn("imaging");

    /** A library for whoever wants to read photos, without the rest of Safelight. */
    @ArchTest
    static final ArchRule decoders_and_the_face_detector_know_nothing_of_safelight = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.safelight.imaging.codec..",
                    "dev.safelight.imaging.colour..",
                    "dev.safelight.imaging.jpeg..",
                    "dev.safelight.imaging.hevc..",
                    "dev.safelight.imaging.heif..",
                    "dev.safelight.imaging.tensor..",
                    "dev.safelight.imaging.face..",
                    "dev.safelight.imaging.picture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.safelight.domain..", "dev.safelight.application..");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_telemetry = noCyclesIn("telemetry");

    @ArchTest
    static final ArchRule only_telemetry_and_those_who_wire_it_know_its_libraries = noClasses()
            .that(OURS)
            .and()
            .resideOutsideOfPackages("dev.safelight.telemetry..", "dev.safelight.bootstrap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..", "io.opentelemetry..", "io.sentry..");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_web = noCyclesIn("web");

    @ArchTest
    static final ArchRule features_form_no_cycles_in_bootstrap = noCyclesIn("bootstrap");

    private static SliceRule noCyclesIn(String layer) {
        return slices().matching("dev.safelight." + layer + ".(*)..").should().beFreeOfCycles();
    }

    @ArchTest
    static final ArchRule the_wall_clock_is_asked_only_through_an_instant_source = noClasses()
            .that(OURS)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Date.class);

    @ArchTest
    static final ArchRule nobody_sleeps = noClasses()
            .that(OURS)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", java.time.Duration.class);

    @ArchTest
    static final ArchRule only_the_way_in_ends_the_process = noClasses()
            .that(OURS)
            .and()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule packages_are_features_not_kinds_of_class = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..common..", "..impl..", "..dto..", "..mapper..", "..service..", "..port..");
}
