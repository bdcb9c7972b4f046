package dev.concertina.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.concertina.cli.Plans;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

  @Test
  void has_every_phase_with_its_steps() throws JsonParserException {
    JsonObject plan = JsonParser.object().from(PlanJson.plan(Plans.rename()).toString());

    assertThat(plan.getString("version")).isEqualTo("7");
    assertThat(plan.getString("publishes")).isEqualTo("v7");
    assertThat(plan.getObject("phases"))
        .containsOnlyKeys("EXPAND", "MIGRATE", "SWITCH", "REVERT", "CONTRACT", "ABORT");
    assertThat(plan.getObject("phases").getArray("SWITCH")).isEmpty();
    assertThat(plan.getArray("warnings")).hasSize(1);
  }

  @Test
  void a_step_says_what_runs_and_what_it_locks() throws JsonParserException {
    JsonObject plan = JsonParser.object().from(PlanJson.plan(Plans.rename()).toString());

    JsonObject step = plan.getObject("phases").getArray("EXPAND").getObject(0);
    assertThat(step.getString("id")).isEqualTo("expand-1");
    assertThat(step.getString("kind")).isEqualTo("ddl");
    assertThat(step.getString("title")).isEqualTo("add the shadow column and its sync");
    assertThat(step.getArray("sql")).hasSize(3);
    assertThat(step.getArray("sql").getString(0))
        .isEqualTo("ALTER TABLE \"public\".\"users\" ADD COLUMN \"full_name\" text");
    assertThat(step.getString("lock")).isEqualTo("ACCESS EXCLUSIVE on public.users");
    assertThat(step.getString("work")).isEqualTo("metadata");
  }

  @Test
  void a_step_without_statements_has_the_same_fields() throws JsonParserException {
    JsonObject plan = JsonParser.object().from(PlanJson.plan(Plans.rename()).toString());

    JsonObject gate = plan.getObject("phases").getArray("ABORT").getObject(0);
    assertThat(gate)
        .containsOnlyKeys("id", "kind", "title", "sql", "lock", "work", "waits_for", "statements");
    assertThat(gate.getArray("sql")).isEmpty();
    assertThat(gate.isNull("lock")).isTrue();
  }
}
