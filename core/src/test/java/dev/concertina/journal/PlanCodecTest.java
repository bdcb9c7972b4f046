package dev.concertina.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Version;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanCodecTest {

  private static final String[] PIECES = {
    "a", "Ü", "\"", "'", "\\", "\n", "\t", "{", "}", "?", "$1", " ", "/", "😀", "\u2028", "%", ";"
  };

  private final PlanCodec codec = new PlanCodec();

  @Test
  void whatIsDecodedIsWhatWasEncoded() {
    for (long seed = 0; seed < 500; seed++) {
      Plan plan = new RandomPlan(new Random(seed)).plan();

      assertThat(codec.decode(codec.encode(plan))).as("seed %d", seed).isEqualTo(plan);
    }
  }

  @Test
  void aNewerFormatIsRefused() {
    assertThatThrownBy(() -> codec.decode("{\"format\":2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void somethingMissingIsRefusedByName() {
    assertThatThrownBy(() -> codec.decode("{\"format\":1,\"version\":\"1\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("description");
  }

  private record RandomPlan(Random random) {

    Plan plan() {
      return new Plan(
          Version.parse(random.nextInt(1000) + "." + random.nextInt(1000)),
          text(),
          some(this::table),
          maybe(this::name),
          Stream.of(Phase.values())
              .map(
                  p ->
                      new PhasePlan(
                          p, some(this::step), some(() -> new PhasePlan.Sight(text(), text()))))
              .toList(),
          some(this::text));
    }

    private Step step() {
      return switch (random.nextInt(8)) {
        case 0 ->
            new Step.Ddl(
                text(),
                text(),
                some(this::lock),
                some(() -> new Step.Guard(text(), text(), text())),
                some(this::statement));
        case 1 -> new Step.BuildIndex(text(), text(), table(), table(), statement());
        case 2 -> new Step.DropIndex(text(), text(), table(), statement());
        case 3 ->
            new Step.Backfill(
                text(),
                text(),
                table(),
                some(() -> new Step.Assignment(name(), text())),
                text(),
                statement());
        case 4 ->
            new Step.Verify(
                text(),
                text(),
                table(),
                random.nextBoolean(),
                some(this::name),
                some(
                    () ->
                        new RowCheck(
                            text(), text(), maybe(this::text), text(), maybe(this::text))));
        case 5 ->
            new Step.BuildPartitionedIndex(
                text(),
                text(),
                table(),
                table(),
                random.nextBoolean(),
                text(),
                some(this::statement));
        case 6 ->
            new Step.FindDuplicates(
                text(), text(), table(), some(this::name), random.nextBoolean(), text());
        default -> new Step.Gate(text(), text(), any(Step.GateKind.values()));
      };
    }

    private Statement statement() {
      return new Statement(text(), maybe(this::lock), any(Work.values()));
    }

    private TableLock lock() {
      return new TableLock(table(), any(LockMode.values()));
    }

    private QualifiedName table() {
      return new QualifiedName(name(), name());
    }

    private Identifier name() {
      return new Identifier("n" + any(PIECES) + any(PIECES));
    }

    private String text() {
      StringBuilder out = new StringBuilder();
      for (int i = random.nextInt(6); i > 0; i--) {
        out.append(any(PIECES));
      }
      return out.toString();
    }

    private <T> List<T> some(Supplier<T> one) {
      return Stream.generate(one).limit(random.nextInt(4)).toList();
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
      return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
    }

    private <T> T any(T[] values) {
      return values[random.nextInt(values.length)];
    }
  }
}
