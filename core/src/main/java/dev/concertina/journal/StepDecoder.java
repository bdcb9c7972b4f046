package dev.concertina.journal;

import com.grack.nanojson.JsonObject;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import java.util.Optional;

/** What {@link StepEncoder} wrote, as a step. */
final class StepDecoder {

  Step decode(JsonObject json) {
    String kind = Names.text(json, "kind");
    return switch (kind) {
      case StepKind.DDL -> ddl(json);
      case StepKind.BUILD_INDEX -> buildIndex(json);
      case StepKind.BUILD_PARTITIONED_INDEX -> buildPartitionedIndex(json);
      case StepKind.DROP_INDEX -> dropIndex(json);
      case StepKind.BACKFILL -> backfill(json);
      case StepKind.VERIFY -> verify(json);
      case StepKind.FIND_DUPLICATES -> findDuplicates(json);
      case StepKind.GATE -> gate(json);
      default -> throw new IllegalArgumentException("the stored plan has a step of kind " + kind);
    };
  }

  private static Step ddl(JsonObject json) {
    return new Step.Ddl(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.objects(json, "locks").map(Names::decodeLock).toList(),
        Names.objects(json, "guards").map(StepDecoder::guard).toList(),
        Names.objects(json, "statements").map(StepDecoder::statement).toList());
  }

  private static Step buildIndex(JsonObject json) {
    return new Step.BuildIndex(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "index")),
        Names.decode(Names.object(json, "table")),
        statement(Names.object(json, "create")));
  }

  private static Step buildPartitionedIndex(JsonObject json) {
    return new Step.BuildPartitionedIndex(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "index")),
        Names.decode(Names.object(json, "table")),
        json.getBoolean("unique"),
        Names.text(json, "definition"),
        Names.objects(json, "statements").map(StepDecoder::statement).toList());
  }

  private static Step dropIndex(JsonObject json) {
    return new Step.DropIndex(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "index")),
        statement(Names.object(json, "drop")));
  }

  private static Step backfill(JsonObject json) {
    return new Step.Backfill(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "table")),
        Names.objects(json, "assignments").map(StepDecoder::assignment).toList(),
        Names.text(json, "pending"),
        statement(Names.object(json, "update")));
  }

  private static Step verify(JsonObject json) {
    return new Step.Verify(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "table")),
        json.getBoolean("partitioned", false),
        Names.strings(json, "keys").stream().map(Identifier::new).toList(),
        Names.objects(json, "checks").map(StepDecoder::check).toList());
  }

  private static Step findDuplicates(JsonObject json) {
    return new Step.FindDuplicates(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Names.decode(Names.object(json, "table")),
        Names.strings(json, "keys").stream().map(Identifier::new).toList(),
        json.getBoolean("nulls_equal"),
        Names.text(json, "hint"));
  }

  private static Step gate(JsonObject json) {
    return new Step.Gate(
        Names.text(json, "id"),
        Names.text(json, "title"),
        Step.GateKind.valueOf(Names.text(json, "gate")));
  }

  private static Statement statement(JsonObject json) {
    return new Statement(
        Names.text(json, "sql"),
        Optional.ofNullable(json.getObject("lock")).map(Names::decodeLock),
        Work.valueOf(Names.text(json, "work")));
  }

  private static Step.Guard guard(JsonObject json) {
    return new Step.Guard(
        Names.text(json, "sql"), Names.text(json, "message"), Names.text(json, "hint"));
  }

  private static Step.Assignment assignment(JsonObject json) {
    return new Step.Assignment(
        new Identifier(Names.text(json, "column")), Names.text(json, "expression"));
  }

  private static RowCheck check(JsonObject json) {
    return new RowCheck(
        Names.text(json, "condition"),
        Names.text(json, "message"),
        Optional.ofNullable(json.getString("reason")),
        Names.text(json, "hint"),
        Optional.ofNullable(json.getString("excuse")));
  }
}
