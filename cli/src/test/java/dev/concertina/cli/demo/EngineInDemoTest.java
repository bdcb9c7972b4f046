package dev.concertina.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.cli.ExitCodes;
import dev.concertina.engine.CatalogPlans;
import dev.concertina.engine.PlanSource;
import dev.concertina.engine.Settings;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Step;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo passes with the engine as it is, and fails with one that is broken on purpose. */
class EngineInDemoTest {

  @RegisterExtension private static final DemoRuns RUNS = new DemoRuns();

  private static final PostgresParser PARSER = new PostgresParser();
  private static final PlanSource SHIPPED = new CatalogPlans(Settings.defaults().home(), PARSER);

  @Test
  void passes_with_the_engine_as_it_is_shipped() {
    DemoRuns.Result demo =
        RUNS.run(EngineRollout.shipped(), "rename a column", "NOT NULL", "shorten a column");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.DONE);
    assertThat(demo.text())
        .contains("42703 column \"user_name\"")
        .contains("23502 null value in column \"nickname\"")
        .contains("22001 value too long for type character varying(50)")
        .contains("rows checked, 0 wrong")
        .contains("refused for ")
        .contains("`SELECT ");
  }

  @Test
  void fails_with_plans_that_forget_the_sync() {
    PlanSource broken = without(EngineInDemoTest::isSync, step -> false);

    DemoRuns.Result demo = RUNS.run(EngineRollout.planning(PARSER, broken), "shorten a column");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(demo.text()).contains("DEFECT");
  }

  @Test
  void fails_with_plans_that_forget_the_sync_and_what_would_notice_it() {
    PlanSource broken = without(EngineInDemoTest::isSync, step -> step instanceof Step.Verify);

    DemoRuns.Result demo = RUNS.run(EngineRollout.planning(PARSER, broken), "shorten a column");

    assertThat(demo.exit()).as(demo.text()).isEqualTo(ExitCodes.STEP_FAILED);
    assertThat(demo.text()).contains("DEFECT", " and should be ");
  }

  private static boolean isSync(String sql) {
    return sql.startsWith("CREATE OR REPLACE TRIGGER") || sql.contains("ENABLE ALWAYS TRIGGER");
  }

  /** The plans that are shipped, with some statements and steps taken out, and all guards. */
  private static PlanSource without(Predicate<String> statement, Predicate<Step> step) {
    return (migration, connection) -> {
      Plan plan = SHIPPED.plan(migration, connection);
      List<PhasePlan> phases =
          plan.phases().stream()
              .map(
                  phase ->
                      new PhasePlan(
                          phase.phase(),
                          phase.steps().stream()
                              .filter(step.negate())
                              .flatMap(kept -> without(statement, kept))
                              .toList(),
                          phase.sights()))
              .toList();
      return new Plan(
          plan.version(),
          plan.description(),
          plan.tables(),
          plan.publishes(),
          phases,
          plan.warnings());
    };
  }

  private static Stream<Step> without(Predicate<String> statement, Step step) {
    return step instanceof Step.Ddl ddl
        ? Stream.of(
            new Step.Ddl(
                ddl.id(),
                ddl.title(),
                ddl.locks(),
                List.of(),
                ddl.statements().stream().filter(s -> !statement.test(s.sql())).toList()))
        : Stream.of(step);
  }
}
