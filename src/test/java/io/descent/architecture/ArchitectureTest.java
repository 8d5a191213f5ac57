package io.descent.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.descent.api.Descent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rooms of the house and their doors: arrows go down only. */
class ArchitectureTest {
  private static final String ROOT = "io.descent.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Descent.class.getProtectionDomain().getCodeSource().getLocation());

  /** Every room, from the top, with the rooms above that may use it. */
  private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();

  private static void room(String name, String... users) {
    ROOMS.put(name, List.of(users));
  }

  static {
    room("cli");
    room("api", "cli");
    room("data", "api", "cli");
    room("store", "api", "cli");
    room("evaluate", "api", "cli");
    room("files", "data", "store", "api", "cli");
    room("spark", "data", "api");
    room("train", "data", "spark", "evaluate", "store", "api", "cli");
    room("optim", "train", "store", "api");
    room("penalty", "train", "api");
    room("sample", "train", "data", "spark", "api");
    room("objective", "train", "data", "spark", "store", "evaluate", "api");
    room(
        "linalg",
        "objective",
        "sample",
        "penalty",
        "optim",
        "train",
        "spark",
        "data",
        "evaluate",
        "api");
    // Usable everywhere.
    Set<String> all = new TreeSet<>(ROOMS.keySet());
    room("reduce", all.toArray(String[]::new));
    all.add("reduce");
    room("error", all.toArray(String[]::new));
  }

  /** From train down, and what is usable everywhere. */
  private static final String[] JDK_ONLY =
      Set.of("train", "optim", "penalty", "sample", "objective", "linalg", "reduce", "error")
          .stream()
          .map(ArchitectureTest::in)
          .toArray(String[]::new);

  private static String in(String room) {
    return ROOT + room + "..";
  }

  @Test
  void everyPackageIsInARoom() {
    Set<String> rooms = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      rooms.add(type.getPackageName().substring(ROOT.length()).split("\\.", -1)[0]);
    }
    assertThat(rooms).isEqualTo(new TreeSet<>(ROOMS.keySet()));
  }

  @Test
  void arrowsGoDownOnly() {
    LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : ROOMS.keySet()) {
      house = house.layer(room).definedBy(in(room));
    }
    for (Map.Entry<String, List<String>> room : ROOMS.entrySet()) {
      house =
          room.getValue().isEmpty()
              ? house.whereLayer(room.getKey()).mayNotBeAccessedByAnyLayer()
              : house
                  .whereLayer(room.getKey())
                  .mayOnlyBeAccessedByLayers(room.getValue().toArray(String[]::new));
    }
    house.check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching("io.descent.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.descent.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void insideData() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("input")
        .definedBy("io.descent.data.input")
        .layer("sql")
        .definedBy("io.descent.data.sql")
        .layer("csv")
        .definedBy("io.descent.data.csv")
        .layer("idx")
        .definedBy("io.descent.data.idx")
        .layer("output")
        .definedBy("io.descent.data.output")
        .layer("table")
        .definedBy("io.descent.data.table")
        .layer("lines")
        .definedBy("io.descent.data")
        .whereLayer("input")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sql")
        .mayOnlyBeAccessedByLayers("input")
        .whereLayer("csv")
        .mayOnlyBeAccessedByLayers("input", "sql")
        .whereLayer("idx")
        .mayOnlyBeAccessedByLayers("input")
        .whereLayer("output")
        .mayOnlyBeAccessedByLayers("input", "sql", "csv")
        .whereLayer("table")
        .mayOnlyBeAccessedByLayers("input", "sql", "csv", "output")
        .whereLayer("lines")
        .mayOnlyBeAccessedByLayers("input", "sql", "csv", "idx", "output", "table")
        .check(CLASSES);
  }

  @Test
  void fromTrainDownOnlyTheJdk() {
    String[] allowed = new String[JDK_ONLY.length + 4];
    System.arraycopy(JDK_ONLY, 0, allowed, 0, JDK_ONLY.length);
    allowed[JDK_ONLY.length] = "java..";
    allowed[JDK_ONLY.length + 1] = "org.jspecify.annotations";
    allowed[JDK_ONLY.length + 2] = "org.slf4j";
    allowed[JDK_ONLY.length + 3] = "jdk.incubator.vector";
    classes()
        .that()
        .resideInAnyPackage(JDK_ONLY)
        .should()
        .onlyDependOnClassesThat(known(allowed))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> known(String... packages) {
    return resideInAnyPackage(packages)
        .or(
            DescribedPredicate.describe(
                "primitive types", type -> type.getBaseComponentType().isPrimitive()));
  }

  private static final DescribedPredicate<JavaClass> SPARK =
      resideInAPackage("org.apache.spark..").or(resideInAPackage("scala.."));

  /** The doors of api through which Spark's vectors and RDDs come in. */
  private static final DescribedPredicate<JavaClass> DOORS =
      DescribedPredicate.describe(
          "doors of api",
          type ->
              Set.of(
                          "LabeledVector",
                          "RddVectors",
                          "VectorInput",
                          "VectorRows",
                          "VectorSource",
                          "ListVectors",
                          "Descent",
                          "Model")
                      .contains(topLevel(type).getSimpleName())
                  && type.getPackageName().equals("io.descent.api"));

  private static JavaClass topLevel(JavaClass type) {
    JavaClass top = type;
    while (top.getEnclosingClass().isPresent()) {
      top = top.getEnclosingClass().get();
    }
    return top;
  }

  /** An engine's own context, asked for the configuration of its file systems. */
  private static final DescribedPredicate<JavaClass> WORKPLACE =
      DescribedPredicate.describe(
          "Workplace.OnSpark", type -> type.getName().equals("io.descent.api.Workplace$OnSpark"));

  @Test
  void sparkInItsRoomsOnly() {
    noClasses()
        .that(
            not(
                resideInAnyPackage("io.descent.spark", "io.descent.data.sql")
                    .or(DOORS)
                    .or(WORKPLACE)))
        .should()
        .dependOnClassesThat(SPARK)
        .check(CLASSES);
  }

  /** What Spark asks to be extended. */
  private static final DescribedPredicate<JavaClass> EXTENDED =
      DescribedPredicate.describe(
          "types that Spark asks to be extended",
          type ->
              Set.of(
                      "org.apache.spark.util.AccumulatorV2",
                      "org.apache.spark.serializer.KryoRegistrator")
                  .contains(type.getName()));

  @Test
  void sparkByItsPublicPackagesOnly() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.apache.spark..")
                .and(not(EXTENDED))
                .and(
                    not(
                        resideInAnyPackage(
                            "org.apache.spark",
                            "org.apache.spark.api.java..",
                            "org.apache.spark.broadcast",
                            "org.apache.spark.ml.linalg",
                            "org.apache.spark.rdd",
                            "org.apache.spark.serializer",
                            "org.apache.spark.sql",
                            "org.apache.spark.sql.types",
                            "org.apache.spark.storage"))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.descent.data.sql")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark.sql..")
        .check(CLASSES);
  }

  @Test
  void otherLibrariesInTheirRoomsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.descent.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.descent.data.csv", "io.descent.data.output")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("de.siegmar..")
        .check(CLASSES);
    noClasses()
        .that(not(resideInAnyPackage("io.descent.files", "io.descent.data.sql").or(WORKPLACE)))
        .and(not(DOORS))
        // The JDK cannot inflate bzip2.
        .and()
        .doNotHaveFullyQualifiedName("io.descent.data.Bzip2Stream")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hadoop..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google..", "org.apache.commons..", "org.apache.logging..")
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.descent.cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.descent.cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void nothingThatIsLoadedCanRunCode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(CLASSES);
    // It only names types for Spark's own use.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.descent.spark.DescentKryoRegistrator")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.esotericsoftware..")
        .check(CLASSES);
  }

  @Test
  void noFusedOrPlatformMathWhereBitsAreDecided() {
    noClasses()
        .should()
        .callMethod(Math.class, "fma", double.class, double.class, double.class)
        .orShould()
        .callMethod(Math.class, "fma", float.class, float.class, float.class)
        .orShould()
        .callMethod(Math.class, "exp", double.class)
        .orShould()
        .callMethod(Math.class, "log", double.class)
        .orShould()
        .callMethod(Math.class, "log1p", double.class)
        .orShould()
        .callMethod(Math.class, "expm1", double.class)
        .orShould()
        .callMethod(Math.class, "pow", double.class, double.class)
        .orShould()
        .callMethod(Math.class, "tanh", double.class)
        .check(CLASSES);
  }
}
