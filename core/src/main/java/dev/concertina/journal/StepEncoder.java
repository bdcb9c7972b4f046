package dev.concertina.journal;

import com.grack.nanojson.JsonObject;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;

/** A step as JSON, field by field. */
final class StepEncoder implements Step.Visitor<JsonObject> {

  private final StepKind kind = new StepKind();

  @Override
  public JsonObject ddl(Step.Ddl step) {
    JsonObject json = head(step);
    json.put("locks", Names.array(step.locks().stream().map(Names::encode)));
    json.put("guards", Names.array(step.guards().stream().map(StepEncoder::guard)));
    json.put("statements", Names.array(step.statements().stream().map(StepEncoder::statement)));
    return json;
  }

  @Override
  public JsonObject buildIndex(Step.BuildIndex step) {
    JsonObject json = head(step);
    json.put("index", Names.encode(step.index()));
    json.put("table", Names.encode(step.table()));
    json.put("create", statement(step.create()));
    return json;
  }

  @Override
  public JsonObject buildPartitionedIndex(Step.BuildPartitionedIndex step) {
    JsonObject json = head(step);
    json.put("index", Names.encode(step.index()));
    json.put("table", Names.encode(step.table()));
    json.put("unique", step.unique());
    json.put("definition", step.definition());
    json.put("statements", Names.array(step.statements().stream().map(StepEncoder::statement)));
    return json;
  }

  @Override
  public JsonObject dropIndex(Step.DropIndex step) {
    JsonObject json = head(step);
    json.put("index", Names.encode(step.index()));
    json.put("drop", statement(step.drop()));
    return json;
  }

  @Override
  public JsonObject backfill(Step.Backfill step) {
    JsonObject json = head(step);
    json.put("table", Names.encode(step.table()));
    json.put("assignments", Names.array(step.assignments().stream().map(StepEncoder::assignment)));
    json.put("pending", step.pending());
    json.put("update", statement(step.update()));
    return json;
  }

  @Override
  public JsonObject verify(Step.Verify step) {
    JsonObject json = head(step);
    json.put("table", Names.encode(step.table()));
    if (step.partitioned()) {
      json.put("partitioned", true);
    }
    json.put("keys", Names.array(step.keys().stream().map(k -> k.value())));
    json.put("checks", Names.array(step.checks().stream().map(StepEncoder::check)));
    return json;
  }

  @Override
  public JsonObject findDuplicates(Step.FindDuplicates step) {
    JsonObject json = head(step);
    json.put("table", Names.encode(step.table()));
    json.put("keys", Names.array(step.keys().stream().map(k -> k.value())));
    json.put("nulls_equal", step.nullsEqual());
    json.put("hint", step.hint());
    return json;
  }

  @Override
  public JsonObject gate(Step.Gate step) {
    JsonObject json = head(step);
    json.put("gate", step.kind().name());
    return json;
  }

  private JsonObject head(Step step) {
    JsonObject json = new JsonObject();
    json.put("kind", step.accept(kind));
    json.put("id", step.id());
    json.put("title", step.title());
    return json;
  }

  private static JsonObject statement(Statement statement) {
    JsonObject json = new JsonObject();
    json.put("sql", statement.sql());
    statement.lock().ifPresent(lock -> json.put("lock", Names.encode(lock)));
    json.put("work", statement.work().name());
    return json;
  }

  private static JsonObject guard(Step.Guard guard) {
    JsonObject json = new JsonObject();
    json.put("sql", guard.sql());
    json.put("message", guard.message());
    json.put("hint", guard.hint());
    return json;
  }

  private static JsonObject assignment(Step.Assignment assignment) {
    JsonObject json = new JsonObject();
    json.put("column", assignment.column().value());
    json.put("expression", assignment.expression());
    return json;
  }

  private static JsonObject check(RowCheck check) {
    JsonObject json = new JsonObject();
    json.put("condition", check.condition());
    json.put("message", check.message());
    check.reason().ifPresent(reason -> json.put("reason", reason));
    json.put("hint", check.hint());
    check.excuse().ifPresent(excuse -> json.put("excuse", excuse));
    return json;
  }
}
