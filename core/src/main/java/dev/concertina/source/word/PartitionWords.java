package dev.concertina.source.word;

import static dev.concertina.source.word.Texts.alter;

import dev.concertina.sql.Sql;
import java.util.List;

/** Words about partitions. */
final class PartitionWords {

  private static final Field PARTITION =
      Field.required("partition", Texts.NAME, "The partition, as name or schema.name.");
  private static final Field FROM =
      Field.optional("from", Texts.SQL, "Of a range: its first value.");
  private static final Field TO =
      Field.optional("to", Texts.SQL, "Of a range: the value behind its last one.");
  private static final Field IN =
      Field.optional("in", new Shape.ListOf(Texts.SQL), "Of a list: its values.");

  private PartitionWords() {}

  static List<Word> all() {
    return List.of(
        Word.statement(
            "attach_partition",
            "A table becomes a partition; without from, to and in, the default one.",
            List.of(Texts.TABLE, PARTITION, FROM, TO, IN, Texts.PHASE),
            given ->
                alter(
                    given,
                    Sql.of(
                        "ATTACH PARTITION {} {}", given.table("partition").sql(), bound(given)))),
        Word.statement(
            "create_partition",
            "A new, empty partition; without from, to and in, the default one.",
            List.of(Texts.TABLE, PARTITION, FROM, TO, IN),
            given ->
                Sql.of(
                    "CREATE TABLE {} PARTITION OF {} {}",
                    given.table("partition").sql(),
                    given.table("table").sql(),
                    bound(given))),
        Word.statement(
            "detach_partition",
            "A partition becomes a table of its own.",
            List.of(Texts.TABLE, PARTITION),
            given -> alter(given, Sql.of("DETACH PARTITION {}", given.table("partition").sql()))));
  }

  private static Sql bound(Given given) {
    if (given.has("in")) {
      return Sql.of("FOR VALUES IN ({})", Sql.join(", ", given.expressionList("in")));
    }
    if (given.has("from") && given.has("to")) {
      return Sql.of(
          "FOR VALUES FROM ({}) TO ({})",
          given.expression("from").orElseThrow(),
          given.expression("to").orElseThrow());
    }
    if (given.has("from") || given.has("to")) {
      throw given
          .place()
          .refusal(
              "yaml-form",
              given.line(),
              given.place().words() + " needs both from and to.",
              "Give both; minvalue and maxvalue leave a side open.");
    }
    return Sql.of("DEFAULT");
  }
}
