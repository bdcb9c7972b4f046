package dev.concertina.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house: data flows one way, and each room imports only from those before it. */
class HouseTest {

  private static final List<String> FLOW =
      List.of(
          "client",
          "words",
          "sql",
          "change",
          "catalog",
          "source",
          "sync",
          "version",
          "plan",
          "hazard",
          "lint",
          "session",
          "trace",
          "journal",
          "throttle",
          "backfill",
          "parity",
          "evidence",
          "gate",
          "preflight",
          "engine");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.concertina");

  @TestFactory
  Stream<DynamicTest> each_package_imports_only_from_those_before_it_in_the_flow() {
    return FLOW.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room + " knows nothing that comes after it",
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(packages(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(after(room))
                            .allowEmptyShould(room.equals("engine"))
                            .check(CORE)));
  }

  @Test
  void every_class_has_a_room_in_the_flow() {
    classes()
        .that()
        .resideInAPackage("dev.concertina..")
        .and()
        .resideOutsideOfPackage("dev.concertina.parser..")
        .and()
        .resideOutsideOfPackage("dev.concertina.testkit..")
        .should()
        .resideInAnyPackage(FLOW.stream().map(HouseTest::packages).toArray(String[]::new))
        .check(CORE);
  }

  @Test
  void changes_and_plans_know_no_database_connection() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages("sql"),
            packages("change"),
            packages("source"),
            packages("sync"),
            packages("version"),
            packages("plan"),
            packages("hazard"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.postgresql..")
        .check(CORE);
  }

  @Test
  void the_engine_knows_no_change_but_only_steps() {
    noClasses()
        .that()
        .resideInAnyPackage(packages("backfill"), packages("gate"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.concertina.plan.recipe..", "dev.concertina.plan.phase..")
        .check(CORE);
    noClasses()
        .that()
        .resideInAPackage(packages("engine"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.concertina.plan.recipe..", "dev.concertina.plan.phase..")
        .check(CORE);
  }

  @Test
  void nothing_keeps_state_in_a_static_field() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.concertina..")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }

  @Test
  void nothing_reflects_but_the_proxy_of_JDBC() {
    noClasses()
        .that()
        .resideInAPackage("dev.concertina..")
        .and()
        .doNotHaveSimpleName("StatementRecorder")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .check(CORE);
  }

  private static String packages(String room) {
    return "dev.concertina." + room + "..";
  }

  private static String[] after(String room) {
    List<String> after = new ArrayList<>(FLOW.subList(FLOW.indexOf(room) + 1, FLOW.size()));
    return after.stream().map(HouseTest::packages).toArray(String[]::new);
  }
}
